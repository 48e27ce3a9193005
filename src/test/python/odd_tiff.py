"""TIFF files of every sample, layout and compression, by chance: some no reader takes."""

import io
import random
import zlib

from PIL import Image
from pillow_tiff import directory_file

KINDS = (  # photometric, bits, samples, extra samples
    *((photometric, bits, 1, ()) for photometric in (0, 1, 3) for bits in (1, 2, 4, 8)),
    (1, 16, 1, ()),
    (1, 8, 2, (2,)),
    (1, 8, 2, (0,)),
    (2, 8, 3, ()),
    (2, 8, 4, ()),
    *((2, 8, 3 + count, (first, 0, 0)[:count]) for first in (0, 1, 2) for count in (1, 2, 3)),
    (2, 8, 4, (999,)),
    (2, 16, 3, ()),
    *((2, 16, 4, extra) for extra in ((), (0,), (1,), (2,))),
    (3, 8, 2, (0,)),
    (3, 8, 2, (2,)),
    (5, 8, 4, ()),
    (5, 8, 5, (0,)),
    (5, 8, 6, (0, 0)),
    (5, 16, 4, ()),
    (6, 8, 3, ()),
)
COUNT = 600
PLAIN, DEFLATE, OLD_DEFLATE, PACKBITS, JPEG = 1, 8, 32946, 32773, 7


def packbits(data):
    out = b""
    for at in range(0, len(data), 100):
        part = data[at : at + 100]
        out += bytes((len(part) - 1,)) + part
    return out


def compressed(data, code):
    if code in (DEFLATE, OLD_DEFLATE):
        return zlib.compress(data)
    return packbits(data) if code == PACKBITS else data


def jpeg(size, samples, rng):
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[samples]
    image = Image.frombytes(mode, size, rng.randbytes(size[0] * size[1] * samples))
    out = io.BytesIO()
    options = {"subsampling": rng.choice((0, 1, 2))} if samples == 3 else {}
    image.resize((8, 8)).resize(size).save(out, "JPEG", quality=80, **options)
    return out.getvalue()


def block(rng, size, bits, samples):
    """Random rows; of 16 bits some low ones, which are clipped otherwise."""
    row = (size[0] * samples * bits + 7) // 8
    return rng.randbytes(row * size[1])


def layout(rng, size):
    """Tags of tiles or strips, the pieces' sizes."""
    width, height = size
    if rng.random() < 0.4:
        tile = (16 * rng.randint(1, 4), 16 * rng.randint(1, 4))
        count = -(-width // tile[0]) * -(-height // tile[1])
        return {322: (4, (tile[0],)), 323: (4, (tile[1],))}, [tile] * count
    rows = rng.choice((height, 7, 16, 1))
    pieces = [(width, min(rows, height - y)) for y in range(0, height, rows)]
    return {278: (4, (rows,))}, pieces


def subsampled(size, factors, rng):
    """Uncompressed YCbCr: units of some luminances and two chrominances."""
    across, down = (-(-side // factor) for side, factor in zip(size, factors))
    return rng.randbytes(across * down * (factors[0] * factors[1] + 2))


def variant(rng):
    photometric, bits, samples, extra = rng.choice(KINDS)
    size = (rng.randint(1, 70), rng.randint(1, 60))
    code = rng.choice((PLAIN, DEFLATE, OLD_DEFLATE, PACKBITS))
    planar = 2 if samples > 1 and rng.random() < 0.25 else 1
    if bits == 8 and planar == 1 and not extra and samples in (1, 3, 4) and photometric != 3:
        code = rng.choice((code, JPEG))
    placed, pieces = layout(rng, size)
    tags = {
        256: (4, (size[0],)),
        257: (4, (size[1],)),
        258: (3, (bits,) * samples),
        259: (3, (code,)),
        262: (3, (photometric,)),
        277: (3, (samples,)),
        284: (3, (planar,)),
        **placed,
    }
    if extra:
        tags[338] = (3, extra)
    if photometric == 3:
        tags[320] = (3, tuple(rng.randrange(65536) for _ in range(3 << bits)))
    if code in (DEFLATE, OLD_DEFLATE) and bits >= 8 and photometric != 6 and rng.random() < 0.5:
        tags[317] = (3, (2,))
    if rng.random() < 0.1:
        tags[266] = (3, (2,))
    per_piece = 1 if planar == 2 else samples
    data = []
    factors = rng.choice(((1, 1), (2, 1), (1, 2), (2, 2), (4, 1), (4, 4)))
    for piece in pieces * (samples if planar == 2 else 1):
        if code == JPEG:
            data.append(jpeg(piece, samples, rng))
        elif photometric == 6 and planar == 1:
            tags[530] = (3, factors)
            data.append(compressed(subsampled(piece, factors, rng), code))
        else:
            data.append(compressed(block(rng, piece, bits, per_piece), code))
    order = rng.choice("<>")
    name = f"p{photometric}-b{bits}-s{samples}-e{'.'.join(map(str, extra))}-c{code}-plan{planar}"
    name += f"-{'tiles' if 322 in tags else 'strips'}{'-le' if order == '<' else '-be'}"
    name += "-fill2" if 266 in tags else ""
    name += f"-sub{factors[0]}{factors[1]}" if 530 in tags else ""
    return name, directory_file(tags, data, order)


def cases():
    rng = random.Random(1)
    for i in range(COUNT):
        name, data = variant(rng)
        yield f"tiff-odd-chance-{i}-{name}", data
