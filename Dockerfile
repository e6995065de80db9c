# Dossier's image: the locked environment and the edition, checked and baked in.
# No syntax line, no heredoc and no linked copy, so that docker, podman and buildah all take this file as it is.

# The index of all platforms of python:3.12-slim-bookworm (3.12.15). Both stages use it, since the environment built in
# the first points to the interpreter of the second.
ARG BASE_IMAGE=docker.io/library/python:3.12-slim-bookworm@sha256:34386ef0cb081344d7ec1c103ba398e6e9f64e9ab3a1509accc92a4e24a07258

FROM ${BASE_IMAGE} AS build
# The version of the Makefile, with the hashes of its wheels for x86-64 and ARM64; they change together.
ARG UV_VERSION=0.13.9
ARG UV_HASHES="--hash=sha256:d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19 --hash=sha256:ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375"
# In a venv of its own: an interpreter that Debian manages takes no packages from pip.
RUN python3 -m venv /opt/uv \
 && printf 'uv==%s %s\n' "${UV_VERSION}" "${UV_HASHES}" > /opt/uv/requirements.txt \
 && /opt/uv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r /opt/uv/requirements.txt

WORKDIR /app
# Only here, for strip: compiled packages come with symbols that nobody reads.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends binutils \
 && rm -rf /var/lib/apt/lists/*
# The image never changes once it is built, so Python need not compare its bytecode with the sources at every start.
ENV PYC_INVALIDATION_MODE=UNCHECKED_HASH \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_CACHE=1 \
    UV_PYTHON_DOWNLOADS=never

# The dependencies first: they change less often than the code. Wheels only, so that no package runs code here.
COPY pyproject.toml uv.lock ./
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-install-project --no-build

COPY LICENSE README.md ./
COPY bot bot
COPY knowledge knowledge
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-editable

# An error in the seeds, or a citation without a receipt that fits, ends the build here.
COPY seeds seeds
RUN DOSSIER_EDITION=/app/edition.sqlite .venv/bin/dossier build

# What never runs: symbols, what the shell, Windows, a type checker or a C compiler would read, and packages' own tests.
# Libraries that their wheels patched (*.libs, psycopg) are left alone: strip may break those.
RUN find .venv -name '*.so' -not -path '*.libs/*' -not -path '*/psycopg_binary/*' -exec strip --strip-unneeded {} + \
 && find .venv \( -name '*.pyi' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.c' -o -name '*.h' \) -delete \
 && find .venv -type d \( -name tests -o -name testing -o -path '*/discord/bin' \) -prune -exec rm -rf {} + \
 && rm -rf .venv/bin/*activate* .venv/bin/*.bat


FROM ${BASE_IMAGE}
# Debian's own tini reaps children and passes SIGTERM on. The data folder belongs to the user from the start: a new
# volume takes over its owner. No version of tini is named: Debian keeps one at a time, within a release fixes only.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/apt /var/log/dpkg.log \
 && groupadd --gid 10001 dossier \
 && useradd --uid 10001 --gid 10001 --no-log-init --no-create-home --home-dir /data --shell /usr/sbin/nologin dossier \
 && install --directory --owner=10001 --group=10001 --mode=0750 /data

WORKDIR /app
COPY --from=build /app/.venv .venv
COPY --from=build /app/edition.sqlite edition.sqlite
# Time zones come from the locked tzdata, not from whatever the base has: with no path, Python asks only the package.
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONTZPATH= \
    DOSSIER_DATA_DIR=/data \
    DOSSIER_EDITION=/app/edition.sqlite \
    DOSSIER_HTTP_PORT=8080

# The image has to open its edition and to import every module it may serve with, also those that are imported late.
# Done by root, this also leaves the bytecode of the standard library's modules in use, which the base image comes
# without and a read-only root could never keep. (The migrations' own files only run inside Alembic.)
RUN dossier sources > /dev/null \
 && python3 -c "import importlib, pkgutil, bot, knowledge, psycopg; \
[importlib.import_module(found.name) for package in (bot, knowledge) \
 for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.') \
 if not found.name.startswith(('bot.__main__', 'bot.state.migrations', 'bot.sandbox'))]"
ENV PYTHONDONTWRITEBYTECODE=1

USER 10001:10001
VOLUME ["/data"]
EXPOSE 8080
STOPSIGNAL SIGTERM
# Asks the process itself, at its own port: green while it serves or stands by for another copy.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["dossier", "health"]
ENTRYPOINT ["tini", "--", "dossier"]
CMD ["run"]

# Last, so that a new revision leaves every layer above as it was.
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Dossier" \
      org.opencontainers.image.description="A Discord bot that answers from a curated, source-cited fact base" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
