# Builds the image that production runs: gunicorn as a user of its own, no compiler, no Node.
# It must be told SECRET_KEY, DATABASE_URL and ALLOWED_HOSTS; compose.yaml shows how.

FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app

COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.txt

# Node comes with these and stays behind in this stage.
COPY requirements-assets.txt ./
RUN pip install --require-hashes -r requirements-assets.txt
COPY package.json package-lock.json .npmrc ./
COPY scripts/assets.py scripts/
COPY static static
RUN python scripts/assets.py

COPY manage.py ./
COPY biglocal biglocal
COPY partnerships partnerships
COPY reviews reviews
COPY templates templates
RUN SECRET_KEY="for collecting files alone" /venv/bin/python manage.py collectstatic --no-input --ignore src


FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# /files holds what people attach; nothing serves it but a permission check.
RUN useradd --system --uid 10001 --no-create-home biglocal && install --directory --owner=biglocal --mode=700 /files
ENV FILES_ROOT=/files
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app/manage.py ./
COPY --from=build /app/biglocal biglocal
COPY --from=build /app/partnerships partnerships
COPY --from=build /app/reviews reviews
COPY --from=build /app/templates templates
COPY --from=build /app/static static
COPY --from=build /app/staticfiles staticfiles
USER biglocal
EXPOSE 8000

# Asked by the name that the service answers to; the address itself is not among ALLOWED_HOSTS.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "\
import os, urllib.request as web; \
host = os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0].strip(); \
web.urlopen(web.Request('http://127.0.0.1:8000/health/', headers={'Host': host}), timeout=4)"]

# Without a log of every request: the address of a personal link is the key to a form.
CMD ["gunicorn", "biglocal.wsgi", "--bind=0.0.0.0:8000", "--workers=2", \
     "--worker-tmp-dir=/dev/shm"]
