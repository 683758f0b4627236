# A single-page application: built with Node.js, served by nginx. Already in good shape.
FROM node:24-slim AS build
WORKDIR /site
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx:stable-alpine-slim
COPY --from=build /site/dist /usr/share/nginx/html
