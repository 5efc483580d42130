# One image for every process of ours: `docker run affluent intake`, `… collector`, `… streams`, `… warehouse`.

FROM python:3.12-slim AS build

WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /opt/affluent \
    && /opt/affluent/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY . .
RUN /opt/affluent/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.12-slim

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin affluent \
    && install --directory --owner=affluent --group=affluent \
       /var/lib/affluent /var/lib/affluent/spool /var/lib/affluent/streams /var/lib/affluent/warehouse
COPY --from=build /opt/affluent /opt/affluent
COPY deploy/ready.py /opt/affluent/ready.py

ENV PATH=/opt/affluent/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    AFFLUENT_HOST=0.0.0.0 \
    AFFLUENT_SPOOL=/var/lib/affluent/spool \
    AFFLUENT_STREAMS_DIR=/var/lib/affluent/streams \
    AFFLUENT_WAREHOUSE=chdb:///var/lib/affluent/warehouse

WORKDIR /var/lib/affluent
USER affluent
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["python", "/opt/affluent/ready.py"]
ENTRYPOINT ["affluent"]
CMD ["--help"]
