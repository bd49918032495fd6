"""獬豸: an open platform for courts that implements 法发〔2020〕26号. Nothing but the version is here."""

__version__ = "0.1.0"
