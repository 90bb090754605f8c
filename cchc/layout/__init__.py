"""A Word file against Nghị định 30/2020/NĐ-CP, Phụ lục I."""
