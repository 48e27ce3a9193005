"""Pictures that the oracle's files are made of: gradients, edges and noise in every channel."""

import random

from PIL import Image, ImageDraw


def scene(width, height, seed=1):
    """An RGB picture with hard edges, soft ramps and noise."""
    rng = random.Random(seed * 1_000_003 + width * 1009 + height)
    pixels = bytearray()
    for y in range(height):
        for x in range(width):
            noise = rng.randrange(24)
            pixels += bytes(
                (
                    (x * 255 // max(1, width - 1) + noise) % 256,
                    (y * 255 // max(1, height - 1) + 2 * noise) % 256,
                    (x * x // 7 + y * 5 + noise) % 256,
                )
            )
    image = Image.frombytes("RGB", (width, height), bytes(pixels))
    draw = ImageDraw.Draw(image)
    draw.ellipse((width // 8, height // 8, width // 2, height // 2), fill=(250, 10, 20))
    draw.rectangle((width // 2, height // 3, width, height - 1), outline=(0, 0, 255))
    draw.line((0, height, width, 0), fill=(0, 255, 0), width=2)
    return image


def alpha(width, height):
    """An alpha channel that holds every value from clear to opaque."""
    data = bytes((x * 3 + y * 5) % 256 for y in range(height) for x in range(width))
    return Image.frombytes("L", (width, height), data)


def rgba(width, height, seed=1):
    image = scene(width, height, seed).convert("RGBA")
    image.putalpha(alpha(width, height))
    return image


def wide(width, height, bands):
    """16-bit samples, big endian, of every magnitude."""
    rng = random.Random(width * 31 + height)
    values = []
    for i in range(width * height * bands):
        values.append(rng.randrange(65536) if i % 3 else rng.randrange(400))
    return b"".join(value.to_bytes(2, "big") for value in values)
