"""Proof of the seeds against copies of the documents, and receipts of it."""
