"""The kinds of evidence; another one is a file here and a word in this tuple."""

from blackstart.estate.running.evidence_kinds.file import FILE
from blackstart.estate.running.evidence_kinds.hashes import RESTORED_HASHES
from blackstart.estate.running.evidence_kinds.manifest import RESTORE_MANIFEST
from blackstart.estate.running.evidence_kinds.scan import SCAN_REPORT

KINDS = (RESTORE_MANIFEST, RESTORED_HASHES, SCAN_REPORT, FILE)
