# docker build -t policy-tracker .
# docker run --read-only --cap-drop ALL --tmpfs /tmp -v "$PWD:/data" --env-file tracker.env policy-tracker
#
# /data holds config.yaml, the database and what the configuration names; it must belong to user 10001.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY tracker tracker
COPY templates templates
RUN python -m venv /opt/tracker && /opt/tracker/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 tracker \
    && useradd --system --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin tracker
COPY --from=build /opt/tracker /opt/tracker
ENV PATH=/opt/tracker/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:9464/-/healthy', timeout=5)"]
ENTRYPOINT ["tracker"]
CMD ["run", "--config", "/data/config.yaml", "--http", "127.0.0.1:9464"]
