"""Deployment: settings read once from the environment, urls, wsgi; nothing of the law."""
