# The meeting line: one image for the web process, the worker and the cron.
#   docker compose build
# Another base (--build-arg BASE=…) needs `python3` 3.11 or later with venv, and glibc.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python3 -m venv /srv/line/venv
COPY requirements.lock /srv/line/
RUN /srv/line/venv/bin/pip install -q --require-hashes --no-compile -r /srv/line/requirements.lock
COPY deploy/slim.py /srv/line/
RUN python3 /srv/line/slim.py /srv/line/venv
WORKDIR /srv/line/code
COPY pyproject.toml ./
COPY ivr ivr
COPY workers workers
COPY prompts prompts
COPY demo demo
RUN /srv/line/venv/bin/pip install -q --no-compile --no-deps --no-build-isolation -e . \
    && /srv/line/venv/bin/pip uninstall -q -y pip \
    && /srv/line/venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash \
       /srv/line/venv/lib ivr workers

FROM ${BASE}
RUN groupadd --gid 10001 line && useradd --uid 10001 --gid line --no-create-home \
      --home-dir /data --shell /usr/sbin/nologin line \
    && install -d -o line -g line -m 700 /data && install -d /line
COPY --from=builder /srv/line/venv /srv/line/venv
COPY --from=builder /srv/line/code /srv/line/code
ENV PATH=/srv/line/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 PORT=8000 IVR_CONFIG=/line/line.toml IVR_DATA_DIR=/data IVR_PULSE=/tmp/pulse
# The operator's files, read only; and what must survive: recordings, the last good list and rota.
WORKDIR /line
VOLUME /data
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
# The web process is asked, the worker and the cron leave a sign of life. No curl is needed.
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s --retries=3 \
    CMD ["python", "-m", "ivr.alive"]
ENTRYPOINT ["ivr"]
CMD ["serve"]
