# An API in Node.js, started through npm.
FROM node:20

WORKDIR /app
COPY package*.json ./
RUN npm install

COPY . .
ENV NODE_ENV=production
EXPOSE 3000
CMD ["npm", "start"]
