// Answers with JSON; Node's own modules are all it needs.
const http = require('node:http');
const crypto = require('node:crypto');

http.createServer((request, response) => {
  const day = new Date(Date.UTC(2026, 6, 1, 12)).toLocaleDateString('de-DE', { weekday: 'long', timeZone: 'Asia/Tokyo' });
  const digest = crypto.createHash('sha256').update(request.url).digest('hex');
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ path: request.url, digest, day }));
}).listen(18082);
