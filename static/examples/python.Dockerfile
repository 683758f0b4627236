# A Python service. Its compiler and headers ship along, though only the build needs them.
FROM python:3.11-alpine

RUN apk add --no-cache build-base postgresql-dev
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt numpy pandas psycopg2

COPY . .
HEALTHCHECK CMD wget -q --spider http://localhost:8000/health || exit 1
CMD gunicorn --bind 0.0.0.0:8000 app.wsgi
