"""四类案件与监督: flags, reports, referrals."""
