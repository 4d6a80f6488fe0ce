"""The log of openings of a code's page (扫码记录): when, by a signed-in person or not, through WeChat or not. Nothing else."""
