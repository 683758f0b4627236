# syntax=docker/dockerfile:1
ARG PYTHON=3.13
FROM python:${PYTHON}-slim AS build
ENV PIP_NO_CACHE_DIR=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install --prefix=/install -r requirements.txt
FROM python:${PYTHON}-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5=15.* \
    # for the health check
    curl \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /install /usr/local
COPY . .
USER 1000:1000
EXPOSE 8000/tcp
HEALTHCHECK --interval=30s --timeout=3s CMD curl -fsS http://localhost:8000/health || exit 1
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
