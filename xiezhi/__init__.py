"""獬豸: an open platform for courts that implements 法发〔2020〕26号."""

__version__ = "0.1.0"
