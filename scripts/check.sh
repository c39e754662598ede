#!/bin/sh
# Asks Django whether every model has its migration, and whether the settings are fit for production
# when told only what production must tell them.
set -eu
cd "$(dirname "$0")/.."
unset DEBUG HTTPS
export SECRET_KEY="no secret: long and varied enough for the check, and used for nothing else 0123456789"
export ALLOWED_HOSTS=biglocal.example.org SITE_URL=https://biglocal.example.org
export EMAIL_HOST=mail.example.org

.venv/bin/python manage.py makemigrations --check --dry-run
.venv/bin/python manage.py check --deploy --fail-level WARNING
