"""The ledger (留痕): append, prove, checkpoint, fsck; knows nothing of courts, cases or acts."""
