"""Codes (三码), their prints, the screens that show them, and the record of scans."""

from stations.codes.models.codes import Code, new_token
from stations.codes.models.prints import CodePrint, PrintBatch
from stations.codes.models.scans import Scan, ScanDay
from stations.codes.models.screens import Screen, fingerprint, new_secret
