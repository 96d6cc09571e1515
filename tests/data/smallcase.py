#!/usr/bin/env python3
"""
Writes the small case golden/tyrion_tiny.

A second implementation of the network, from its published description alone: one function a layer, in float64,
on a dictionary of parameters. It is proved before it writes: its numbers must be those that the authors' own
Python gave for the larger cases (README.md). Run as `smallcase.py LARGER_CASES OUTPUT` with
Debian's python3-torch.
"""
import json
import math
import pathlib
import struct
import sys

import torch
import torch.nn.functional as F

TYPES = {"F32": torch.float32, "I64": torch.int64, "U8": torch.uint8, "BOOL": torch.bool}
SMALL = {"img_size": 64, "patch_size": 4, "embed_dim": 4, "depths": [2, 2, 1, 1], "num_heads": [1, 2, 2, 4], "window_size": 4}


def real(tensor):
    return tensor.to(torch.get_default_dtype())


def read_tensors(path):
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] in TYPES:
            begin, end = (8 + size + offset for offset in entry["data_offsets"])
            values = torch.frombuffer(bytearray(data[begin:end]), dtype=TYPES[entry["dtype"]])
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def write_tensors(path, tensors):
    names = {kind: name for name, kind in TYPES.items()}
    header, blocks, offset = {}, [], 0
    for name, tensor in sorted(tensors.items()):
        tensor = tensor.detach()
        tensor = (tensor.float() if tensor.dtype == torch.float64 else tensor).contiguous()
        block = tensor.numpy().tobytes()
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + len(block)]}
        blocks.append(block)
        offset += len(block)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blocks))


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n")


# The encoder: Swin Transformer V2.


def windows_of(x, w):
    b, h, width, c = x.shape
    return x.reshape(b, h // w, w, width // w, w, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, w * w, c)


def image_of(x, w, b, h, width):
    return x.reshape(b, h // w, width // w, w, w, -1).permute(0, 1, 3, 2, 4, 5).reshape(b, h, width, -1)


def coordinates_table(w):
    steps = torch.arange(1 - w, w, dtype=torch.get_default_dtype()) / (w - 1) * 8
    steps = torch.sign(steps) * torch.log2(steps.abs() + 1) / math.log2(8)
    return torch.stack(torch.meshgrid(steps, steps, indexing="ij"), -1)[None]


def position_index(w):
    y, x = (t.flatten() for t in torch.meshgrid(torch.arange(w), torch.arange(w), indexing="ij"))
    return (y[:, None] - y + w - 1) * (2 * w - 1) + x[:, None] - x + w - 1


def shift_mask(side, w, shift):
    band = torch.zeros(side)
    band[side - w : side - shift] = 1
    band[side - shift :] = 2
    regions = windows_of((3 * band[:, None] + band)[None, :, :, None], w)[..., 0]
    return real(regions[:, None, :] != regions[:, :, None]) * -100


def geometry(config, stage, block):
    side = config["img_size"] // 4 >> stage
    window = min(side, config["window_size"])
    return side, window, window // 2 if block % 2 and side > window else 0


def attention(p, at, x, heads, w, mask):
    b, n, c = x.shape
    bias = torch.cat([p[at + "q_bias"], torch.zeros_like(p[at + "q_bias"]), p[at + "v_bias"]])
    q, k, v = F.linear(x, p[at + "qkv.weight"], bias).reshape(b, n, 3, heads, c // heads).permute(2, 0, 3, 1, 4)
    scores = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(-2, -1)
    scores = scores * p[at + "logit_scale"].clamp(max=math.log(100)).exp()
    hidden = F.relu(F.linear(coordinates_table(w), p[at + "cpb_mlp.0.weight"], p[at + "cpb_mlp.0.bias"]))
    table = F.linear(hidden, p[at + "cpb_mlp.2.weight"]).reshape(-1, heads)
    scores = scores + 16 * torch.sigmoid(table[position_index(w)].permute(2, 0, 1))
    if mask is not None:
        scores = (scores.reshape(-1, len(mask), heads, n, n) + mask[:, None]).reshape(b, heads, n, n)
    y = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, n, c)
    return F.linear(y, p[at + "proj.weight"], p[at + "proj.bias"])


def layer_norm(p, at, x):
    return F.layer_norm(x, x.shape[-1:], p[at + "weight"], p[at + "bias"], 1e-5)


def swin_block(p, at, x, heads, w, shift):
    b, h, width, _ = x.shape
    y = windows_of(torch.roll(x, (-shift, -shift), (1, 2)), w)
    y = attention(p, at + "attn.", y, heads, w, shift_mask(h, w, shift) if shift else None)
    y = torch.roll(image_of(y, w, b, h, width), (shift, shift), (1, 2))
    x = x + layer_norm(p, at + "norm1.", y)
    y = F.gelu(F.linear(x, p[at + "mlp.fc1.weight"], p[at + "mlp.fc1.bias"]))
    return x + layer_norm(p, at + "norm2.", F.linear(y, p[at + "mlp.fc2.weight"], p[at + "mlp.fc2.bias"]))


def patch_embed(p, at, x):
    tokens = F.conv2d(x, p[at + "proj.weight"], p[at + "proj.bias"], stride=4)
    return layer_norm(p, at + "norm.", tokens.permute(0, 2, 3, 1))


def embed(p, at, x):
    return patch_embed(p, at + "patch_embed.", x.expand(-1, 3, -1, -1))


def encode(p, at, x, config):
    skips = []
    for stage, depth in enumerate(config["depths"]):
        for block in range(depth):
            _, w, shift = geometry(config, stage, block)
            x = swin_block(p, f"{at}layers.{stage}.blocks.{block}.", x, config["num_heads"][stage], w, shift)
        skips.append(x)
        if stage < 3:
            down = f"{at}layers.{stage}.downsample."
            x = torch.cat([x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]], -1)
            x = layer_norm(p, down + "norm.", F.linear(x, p[down + "reduction.weight"]))
    return skips


# The decoder: residual convolutions.


def convolution(p, at, x):
    weight = p[at + "weight"]
    return F.conv2d(x, weight, p[at + "bias"], padding=weight.shape[-1] // 2)


def activated(p, at, x):
    return F.silu(F.group_norm(x, min(32, x.shape[1]), p[at + "weight"], p[at + "bias"], 1e-6))


def decoder_block(p, at, x):
    y = convolution(p, at + "block.conv1.", activated(p, at + "block.norm1.", x))
    y = convolution(p, at + "block.conv2.", activated(p, at + "block.norm2.", y))
    if at + "block.nin_shortcut.weight" in p:
        x = convolution(p, at + "block.nin_shortcut.", x)
    x = x + y
    if at + "up.conv.weight" in p:
        x = convolution(p, at + "up.conv.", F.interpolate(x, scale_factor=2, mode="nearest"))
    return x


def decode(p, at, skips, last):
    skips = [skip.permute(0, 3, 1, 2) for skip in skips]
    y = skips[3]
    for i in range(6):
        y = decoder_block(p, f"{at}pred_target.{i}.", torch.cat([y, skips[4 - i]], 1) if 1 <= i <= 4 else y)
    return convolution(p, last, y)


def tyrion(p, x, config):
    return decode(p, "", encode(p, "", embed(p, "", x), config), "pred_target.6.")


def parameters(tensors, prefix=""):
    buffers = ("attn_mask", "relative_coords_table", "relative_position_index")
    return {prefix + n: real(t).clone() for n, t in tensors.items() if not n.endswith(buffers)}


def forward_case(weights, config, inputs):
    p = parameters(weights)
    io = dict(inputs)
    with torch.no_grad():
        for kind in ("1ch", "3ch"):
            io["logits_" + kind] = tyrion(p, real(inputs["input_" + kind]), config)
        skips = encode(p, "", embed(p, "", real(inputs["input_1ch"])), config)
    io.update({f"skip{i}_1ch": skip.flatten(1, 2) for i, skip in enumerate(skips)})
    return io


# Proof against the authors' numbers.


def near(what, value, reference, limit):
    value, reference = (torch.as_tensor(x, dtype=torch.float64) for x in (value, reference))
    off = ((value - reference).abs().max() / reference.abs().max()).item()
    print(f"{what}: {off:.1e}")
    assert off < limit, what


def prove(folder):
    case = lambda name: json.loads((folder / name).read_text())
    config = case("tyrion_tiny/case.json")["config"]
    weights = read_tensors(folder / "tyrion_tiny/weights.safetensors")
    published = read_tensors(folder / "tyrion_tiny/io.safetensors")
    ours = forward_case(weights, config, {k: v for k, v in published.items() if k.startswith("input")})
    for name in published:
        near(name, ours[name], published[name], 1e-5)
    buffers = derived(config)
    for name, buffer in weights.items():
        if name in buffers:
            assert (buffers.pop(name) - buffer).abs().max() < 1e-6, name
    assert not buffers


# The small network.


def derived(config):
    buffers = {}
    for stage, depth in enumerate(config["depths"]):
        for block in range(depth):
            at = f"layers.{stage}.blocks.{block}."
            side, w, shift = geometry(config, stage, block)
            buffers[at + "attn.relative_coords_table"] = coordinates_table(w)
            buffers[at + "attn.relative_position_index"] = position_index(w)
            if shift:
                buffers[at + "attn_mask"] = shift_mask(side, w, shift)
    return buffers


def invented(name, shape, random):
    """Weights under which every part matters: norms off 1, biases off 0, some heads beyond the clamp of their scale."""
    values = torch.randn(shape, generator=random, dtype=torch.float64)
    if name.endswith("logit_scale"):
        return math.log(20) + values
    if ".norm" in name and name.endswith("weight"):
        return 1 + 0.2 * values
    return 0.1 * values if len(shape) == 1 else values / math.sqrt(math.prod(shape[1:]))


def fixed(name, axis):
    """Extents that do not follow from the network's width."""
    return "cpb_mlp.0" in name or ("temb_proj" in name and axis == 1)


def smaller(tensors, config, random):
    """Tensors of the same names: every extent that follows from the width shrinks with it."""
    ratio = config["embed_dim"] // SMALL["embed_dim"]
    result = {}
    for name, tensor in parameters(tensors).items():
        shape = list(tensor.shape)
        stage = int(name.split(".")[1]) if name.startswith("layers.") else 0
        for axis, extent in enumerate(shape):
            if "logit_scale" in name or "cpb_mlp.2" in name:
                shape[axis] = extent if axis else SMALL["num_heads"][stage]
            elif extent >= config["embed_dim"] and not fixed(name, axis):
                shape[axis] = extent // ratio
        result[name] = invented(name, shape, random).float()
    return result


def small_case(folder, seed):
    random = torch.Generator().manual_seed(seed)
    config = json.loads((folder / "tyrion_tiny/case.json").read_text())["config"]
    weights = smaller(read_tensors(folder / "tyrion_tiny/weights.safetensors"), config, random)
    inputs = {k: v for k, v in read_tensors(folder / "tyrion_tiny/io.safetensors").items() if k.startswith("input")}
    inputs["input_1ch"] = inputs["input_1ch"][:1]
    return weights, forward_case(weights, SMALL, inputs)


def rounding(folder, seed):
    """By how much float32 misses float64, relative to the largest value."""
    results = []
    for precision in (torch.float32, torch.float64):
        torch.set_default_dtype(precision)
        results.append(small_case(folder, seed)[1])
    single, double = results
    return max(((single[n] - t).abs().max() / t.abs().max()).item() for n, t in double.items())


def write_small(folder, output):
    # Chosen by conditioning alone: four channels are few to normalise over, and some weights make much of rounding.
    seed = min(range(60), key=lambda seed: rounding(folder, seed))
    print(f"seed {seed}: float32 loses {rounding(folder, seed):.1e}")
    torch.set_default_dtype(torch.float64)
    weights, io = small_case(folder, seed)
    write_tensors(output / "weights.safetensors", {**weights, **derived(SMALL)})
    write_tensors(output / "io.safetensors", io)
    write_json(output / "case.json", {"case": "tyrion_tiny", "config": SMALL})


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    prove(pathlib.Path(sys.argv[1]))
    write_small(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
