"""Lists a .safetensors file with nothing but Python's standard library: one JSON line per tensor, then the metadata.

With the argument `package` the tensors come from the real safetensors package (and numpy) instead.
"""
import array
import json
import math
import struct
import sys

CODES = {"F32": "f", "F64": "d", "I64": "q", "I32": "i", "U8": "B"}


def read(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = entry["shape"], array.array(CODES[entry["dtype"]], data[begin:end])
    return tensors, metadata


def read_with_package(path):
    from safetensors import safe_open
    with safe_open(path, "np") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        return {n: (list(t.shape), t.flatten().tolist()) for n, t in tensors.items()}, file.metadata()


tensors, metadata = (read_with_package if "package" in sys.argv[2:] else read)(sys.argv[1])
for name, (shape, values) in sorted(tensors.items()):
    assert len(values) == math.prod(shape)
    print(json.dumps({"name": name, "shape": shape, "sum": math.fsum(values)}))
print(json.dumps(metadata))
