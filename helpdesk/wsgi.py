"""The application for gunicorn and other servers: `gunicorn helpdesk.wsgi:app`."""

from helpdesk.app import create_app
from helpdesk.infra import logs
from helpdesk.start import prepare

logs.configure()
app = create_app()
with app.app_context():
    prepare()
