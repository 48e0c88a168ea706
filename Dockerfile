# The same thing that `npm start` runs, for an ordinary user. docs/operations.md tells how to run it.
FROM node:20-slim AS build
WORKDIR /app
COPY . .
# `npm ci` also makes what is generated; then everything that only development needs goes.
RUN npm ci --no-update-notifier \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf tests docs .ci .config /root/.npm

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
RUN install -d -o node -g node -m 700 /data
WORKDIR /app
# Owned by root: the server can change nothing of itself.
COPY --from=build /app /app
USER node
VOLUME /data
EXPOSE 3000
# In flight requests have 20 seconds to end: run with --stop-timeout 40.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "src/server.ts"]
