"""The tables of `bench engine`, as they stand in benchmarks.md."""

from statistics import median

from engine_checkpoint import GROUP_SIZE, layer_weights, whole_layers


def significant(value):
    """Three digits and no exponent."""
    for limit, places in ((100, 0), (10, 1), (1, 2)):
        if value >= limit:
            return f"{value:.{places}f}"
    return f"{value:.3f}"


def row(cells):
    return "| " + " | ".join(cells) + " |"


def table(head, rows):
    return "\n".join([row(head), "|" + "---|" * len(head), *map(row, rows)])


class Figures:
    """What all rounds of a comparison found, in seconds of the whole model.

    Only some of the text layers may be run: their part is multiplied. The vision tower is whole.
    """

    def __init__(self, plan, rounds):
        self.plan, self.rounds = plan, rounds
        self.scale = whole_layers(plan.shape_name) / plan.shape.num_hidden_layers

    def measured(self, line, side):
        return [found[line, side] for found in self.rounds]

    def seconds(self, found):
        vision, clock = found.get("vision", 0.0), found["seconds"]
        if self.plan.clock == "processor":
            clock = found["processor"] / self.plan.threads
            vision *= clock / found["seconds"]
        return vision + (clock - vision) * self.scale

    def best(self, line, side):
        return min(self.seconds(found) for found in self.measured(line, side))

    def ratio(self, line, side, other):
        """How often as fast as the other: the median of the rounds."""
        pairs = zip(self.measured(line, other), self.measured(line, side), strict=True)
        return median(self.seconds(theirs) / self.seconds(ours) for theirs, ours in pairs)

    def tokens(self, line, side):
        return self.measured(line, side)[0]["tokens"]

    def memory(self, line, side):
        """The least of the rounds: memory that larger inputs took before is kept for a while."""
        return min(found["beyond_weights"] for found in self.measured(line, side))


class TextTable:
    """Tokens a second, GFLOP/s a core, and how much of what the machine can do."""

    def __init__(self, figures, roofs):
        self.figures, self.roofs, self.plan = figures, roofs, figures.plan

    def weights(self):
        return layer_weights(self.plan.shape) * whole_layers(self.plan.shape_name)

    def gflops(self, line, side):
        """A core's, of the products with weights alone."""
        tokens = self.figures.tokens(line, side)
        seconds = self.figures.best(line, side) * self.plan.threads
        return 2e-9 * tokens * self.weights() / seconds

    def compute_roof(self, side):
        wanted = "int8" if side == "int8" else "int16"
        return self.roofs[wanted if wanted in self.roofs else "f32"]["all"]

    def roof_seconds(self, line, side):
        """What the slower takes at least: the products, or reading the weights and their scales."""
        weights, bits = self.weights(), self.plan.bits + 2 * 16 / GROUP_SIZE
        products = 2e-9 * weights * self.figures.tokens(line, side) / self.compute_roof(side)
        return max(products, 1e-9 * weights * bits / 8 / self.roofs["memory"]["all"])

    def cells(self, line, side):
        seconds = self.figures.best(line, side)
        cells = [
            significant(self.figures.tokens(line, side) / seconds),
            significant(self.gflops(line, side)),
        ]
        if side in self.plan.modes:
            cells.append(f"{100 * self.roof_seconds(line, side) / seconds:.0f} %")
            cells.append(f"{self.figures.memory(line, side):.0f}")
            if self.plan.against:
                ratio = self.figures.ratio(line, side, self.plan.against)
                cells.append(f"{ratio:.2f}")
        return cells

    def text(self):
        head = ["tokens"]
        for side in self.plan.sides:
            head += [f"{side}, tokens/s", "GFLOP/s a core"]
            if side in self.plan.modes:
                head += ["of its roof", "MiB beyond weights"]
                head += [f"{side} / {self.plan.against}"] if self.plan.against else []
        rows = []
        for line in self.plan.texts:
            parts = [cell for side in self.plan.sides for cell in self.cells(line, side)]
            rows.append([line.split()[1], *parts])
        return table(head, rows)


def picture_table(figures):
    """A batch's seconds, the vision tower's part of them, and memory."""
    plan, head, rows = figures.plan, ["batch", "tokens"], []
    for mode in plan.modes:
        head += [f"{mode}, s", "vision tower, s", "a second", "MiB beyond weights"]
    for name, line in plan.pictures.items():
        cells = [name, str(figures.tokens(line, plan.modes[0]))]
        for mode in plan.modes:
            seconds = figures.best(line, mode)
            vision = min(found["vision"] for found in figures.measured(line, mode))
            cells += [significant(value) for value in (seconds, vision, 1 / seconds)]
            cells.append(f"{figures.memory(line, mode):.0f}")
        rows.append(cells)
    return table(head, rows)


def roof_table(roofs):
    head = ["what this machine can do", "how", "a core", "all threads"]
    units = {"memory": "GB/s"}
    rows = [
        [
            f"{name}, {units.get(name, 'GFLOP/s')}",
            roof["how"],
            significant(roof["one"]),
            significant(roof["all"]),
        ]
        for name, roof in roofs.items()
    ]
    return table(head, rows)
