"""Reads published PyTorch weights into NumPy arrays without PyTorch and without running foreign code.

A ``.pt`` file is a zip archive: ``data.pkl`` names the tensors and points at raw little-endian
storages beside it. The reader below answers only the three names such a file needs and refuses
every other one, so a manipulated file cannot make it import or call anything.
"""

import collections
import hashlib
import pickle
import zipfile
from pathlib import Path

import numpy as np

CAMPPLUS_SHA256 = "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"

_STORAGE_TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class WeightsError(Exception):
    """The weights file is not the one this converter was written for."""


def read(path, sha256=CAMPPLUS_SHA256):
    """All tensors of the file at ``path`` by name, float32 ones as float64 for exact folding."""
    content = Path(path).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsError(f"{path}: SHA-256 is {found}, expected {sha256}")
    with zipfile.ZipFile(path) as archive:
        index = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
        folder = index[: -len("data.pkl")]
        with archive.open(index) as stream:
            tensors = _TensorIndex(stream, archive, folder).load()
    return {
        name: tensor.astype(np.float64)
        for name, tensor in tensors.items()
        if tensor.dtype == np.float32
    }


class _TensorIndex(pickle.Unpickler):
    def __init__(self, stream, archive, folder):
        super().__init__(stream)
        self._archive = archive
        self._folder = folder

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in _STORAGE_TYPES:
            return _STORAGE_TYPES[name]
        raise WeightsError(f"unexpected name in weights file: {module}.{name}")

    def persistent_load(self, identity):
        kind, element_type, key, _device, count = identity
        if kind != "storage":
            raise WeightsError(f"unexpected reference in weights file: {kind}")
        return np.frombuffer(self._archive.read(f"{self._folder}data/{key}"), element_type, count)


def _tensor(storage, offset, size, stride, *_unused):
    bytes_per_step = [step * storage.itemsize for step in stride]
    return np.lib.stride_tricks.as_strided(storage[offset:], size, bytes_per_step).copy()
