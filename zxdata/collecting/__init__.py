"""What the page 数据归集 does in this installation's ledger: files in, and imports back out.

files, own sheets (in a process of their own: ``apart``) · correcting · history · starting
"""
