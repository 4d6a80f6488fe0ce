# The production image: web, worker, beat and the migration step all run from it (see docker-compose.yml).
FROM node:22-bookworm-slim AS browser-files
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONUTF8=1 \
    STATE_DIR=/data STATIC_ROOT=/app/static_root MEDIA_ROOT=/data/media \
    DJANGO_SETTINGS_MODULE=yunhe.settings
WORKDIR /app
# Chinese on printed codes and sheets is drawn with this font.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin yunhe \
    && install -d -o yunhe -g yunhe -m 0700 /data
COPY requirements.lock ./
RUN pip install --no-cache-dir --only-binary=:all: --require-hashes -r requirements.lock
COPY . .
COPY --from=browser-files /build/node_modules/echarts/dist/echarts.min.js node_modules/echarts/dist/
COPY --from=browser-files /build/node_modules/echarts/LICENSE /build/node_modules/echarts/NOTICE node_modules/echarts/
COPY --from=browser-files /build/node_modules/htmx.org/dist/htmx.min.js node_modules/htmx.org/dist/
COPY --from=browser-files /build/node_modules/htmx.org/LICENSE node_modules/htmx.org/
COPY --from=browser-files /build/node_modules/qr/index.js /build/node_modules/qr/decode.js /build/node_modules/qr/LICENSE node_modules/qr/
RUN python manage.py collectstatic --no-input --verbosity 0
USER yunhe
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "yunhe.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", "--worker-class", "gthread", "--timeout", "60", "--no-control-socket"]
