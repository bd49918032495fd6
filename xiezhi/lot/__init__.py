"""The verifiable lot (可验证的随机分案): its bytes, proofs, receipts and audit; no database."""
