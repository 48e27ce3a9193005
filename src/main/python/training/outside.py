"""Texts about anything but the drawn world, by kind.

They are negatives: a text about the weather must lie near no picture of a
shape. The kinds named in held_out.OUTSIDE_TEXTS are for the evaluation only.
"""

from random import Random

import held_out

CITIES = "London Berlin Tokyo Madrid Cairo Oslo Lima Boston Vienna Seoul Dublin Prague".split()
NAMES = (
    "Anna Peter Maria John Ahmed Li Sofia Ivan Emma Carlos Yuki Thomas Fatima George Olga David"
).split()
SURNAMES = "Smith Müller Garcia Tanaka Novak Rossi Dubois Kim Jones Silva Hansen Khan".split()
NOUNS = (
    "house dog tree river train book teacher phone garden city market window doctor song "
    "computer bridge bird mountain child letter coffee law engine school server bank farm "
    "car road newspaper hospital kitchen sea cat horse plane boat chair table lamp bread "
    "apple shirt shoe cloud moon forest castle church clock bottle guitar flower "
    "sandwich bicycle elephant dragon island museum robot pencil bus"
).split()
ADJECTIVES = (
    "old quick quiet expensive strange wooden happy modern famous cold warm heavy "
    "young empty serious digital public local natural broken fresh early loud"
).split()
VERBS = (
    "sees builds sells repairs reads paints follows visits forgets carries loves opens "
    "finds needs moves breaks watches cleans buys describes"
).split()
PLACES = (
    "in the garden;at school;near the station;behind the house;on Monday;every morning;"
    "after the war;without a word;for ten years;in the kitchen;at night"
).split(";")
FOREIGN = (
    "le chat dort sur le canapé;où est la gare la plus proche ?;je voudrais un café;"
    "nous allons au marché demain;il fait beau aujourd'hui;la vie est belle;"
    "dove si trova la stazione?;mi piace la musica;buongiorno a tutti;"
    "o gato está na mesa;obrigado pela ajuda;wir fahren morgen nach Hamburg;"
    "das Wetter ist heute schlecht;mein Bruder arbeitet in einer Bank;"
    "ich habe Hunger und möchte essen;die Rechnung ist noch nicht bezahlt;"
    "кошка сидит на окне;сегодня хорошая погода;где находится вокзал?;"
    "今天天气很好;我喜欢喝咖啡;他在学校学习数学;火车什么时候到?;你叫什么名字;"
    "猫が窓のそばで寝ている;今日はとても暑いです;駅はどこですか;오늘 날씨가 좋네요;"
    "jag bor i en liten stad;ik heb een nieuwe fiets;kot śpi na krześle;"
    "hava bugün çok güzel;القطة تنام على الأريكة;अच्छा मौसम है"
).split(";")
FACTS = (
    "water boils at one hundred degrees;the heart pumps blood through the body;"
    "interest rates rose again last quarter;the stars of the show were late;"
    "photosynthesis turns light into sugar;the parliament voted on the budget;"
    "quantum computers use qubits;the ring tone of my phone is too loud;"
    "he crossed the street without looking;the square root of nine is three;"
    "the stock market fell sharply;vaccines protect against disease;"
    "to be or not to be, that is the question;once upon a time there was a king;"
    "the meeting is moved to thursday;your parcel will arrive tomorrow;"
    "machine learning models need data;an embedding is a list of numbers;"
    "how do i reset my password?;what is the capital of Australia?;"
    "who wrote this novel?;why is the sky so bright?;can you help me with my homework?;"
    "my favourite band plays tonight;the patient has a fever;thanks for your message;"
    "hello;hi there;good morning;thank you very much;see you later;yes;no;ok;test;"
    "lorem ipsum dolor sit amet;asdf qwerty;the quick brown fox jumps over the lazy dog;"
    "turn left at the next corner;blood pressure;climate change;data base;customer service;"
    "a cup of tea;a glass of wine;people dancing at a party;a dog running on the beach;"
    "a man riding a horse;two children playing football;a plate of food;"
    "a photo of a cat;a picture of a mountain;a street at night;an old car"
).split(";")
SYLLABLES = (
    "ba ko ri ten mul sa vor ge lin da pu shi tra mo nek el fu zi hal wor gri as om "
    "ple cha quin dro"
).split()
TONE = (
    "really actually kindly simply quite well oh hmm say take go get keep want need wish like "
    "would might shall rather perhaps certainly again also here there yes look we you they "
    "somebody everything another"
).split()
COLOURS = "red green blue yellow orange purple pink brown black white grey".split()


def _sentence(random: Random) -> str:
    def thing():
        middle = f"{random.choice(ADJECTIVES)} " if random.random() < 0.5 else ""
        return f"{random.choice(['the', 'a', 'my', 'this', 'his'])} {middle}{random.choice(NOUNS)}"

    text = f"{thing()} {random.choice(VERBS)} {thing()}"
    return text + (f" {random.choice(PLACES)}" if random.random() < 0.5 else "")


def _weather(random: Random) -> str:
    city = random.choice(CITIES)
    return random.choice(
        [
            f"it rains in {city}",
            f"the weather forecast for {city}",
            f"how is the weather in {city}?",
            f"{random.randint(-9, 38)} degrees in {city}",
            f"sunny with some clouds in {city}",
            f"the weather in {city}",
            f"flights from {city} to {random.choice(CITIES)}",
            f"hotels in {city}",
            f"the mayor of {city} resigned",
        ]
    )


def _name(random: Random) -> str:
    first, last = random.choice(NAMES), random.choice(SURNAMES)
    return random.choice(
        [
            first,
            f"{first} {last}",
            f"Dr. {last}",
            f"{first} and {random.choice(NAMES)}",
            f"my name is {first}",
            f"{last}, {first}",
        ]
    )


def _number(random: Random) -> str:
    n = random.randrange(10 ** random.randint(1, 9))
    return random.choice(
        [
            str(n),
            f"{n / 100:.2f}",
            f"{n} EUR",
            f"{n % 12 + 1}/{n % 28 + 1}/20{n % 90 + 10}",
            f"{n % 90} + {n % 7} =",
            f"{n % 100} %",
            f"+49 {n}",
            f"{n % 24}:{n % 60:02d}",
        ]
    )


def _code(random: Random) -> str:
    a, b = random.choice(NOUNS), random.choice(VERBS)
    return random.choice(
        [
            f"def {b}({a}): return {a} + 1",
            f"for (int i = 0; i < n; i++) {{ {a}++; }}",
            f"import {a}",
            f"public class {a.title()} {{ }}",
            f"git commit -m '{a}'",
            f'<div class="{a}">{b}</div>',
            f'{{"{a}": {random.randrange(99)}}}',
            f"x = {a}[{random.randrange(9)}]",
            f"if ({a} == null) return;",
            f"NullPointerException at {a}.java:{random.randrange(999)}",
            f"sudo apt install {a}",
        ]
    )


def _invented(random: Random) -> str:
    def word():
        return "".join(random.choices(SYLLABLES, k=random.randint(1, 4)))

    return " ".join(word() for _ in range(random.randint(1, 9)))


def any_word(random: Random) -> str:
    """An ordinary or an invented word."""
    if random.random() < 0.5:
        return "".join(random.choices(SYLLABLES, k=random.randint(1, 3)))
    return random.choice(random.choice((VERBS, ADJECTIVES, TONE)))


def _letters(random: Random) -> str:
    pool = random.choice(
        [
            "abcdefghijklmnopqrstuvwxyz ",
            "!?#$%&*()[]{}<>/\\|~^+=-_ ",
            "abcdefghijklmnopqrstuvwxyz0123456789",
            "äöüßéèñçøå ĳœ",
            "😀🚗🌍🎵🍕🐱❤️👍",
            "的一是不了人我在有他这为之大来以个中上们",
            "абвгдежзиклмнопрст ",
        ]
    )
    return "".join(random.choice(pool) for _ in range(random.randint(1, 30)))


def _near(random: Random) -> str:
    colour, noun = random.choice(COLOURS), random.choice(NOUNS)
    return random.choice(
        [
            f"a {colour} {noun}",
            f"the {colour} {noun} {random.choice(PLACES)}",
            f"two {noun}s",
            f"a small {noun}",
            f"a picture of a {noun}",
            f"a {noun} and a {random.choice(NOUNS)}",
            f"make the {noun} work",
            f"a photo of a {colour} {noun}",
            f"{random.choice(ADJECTIVES)} {noun}",
            f"the {noun} is {colour}",
            f"a {noun} on the left of a {random.choice(NOUNS)}",
        ]
    )


def _recipe(random: Random) -> str:
    return random.choice(
        [
            "whisk three eggs with sugar and bake for half an hour",
            "fry the onions in butter until soft",
            "season with salt and pepper",
            "add a spoonful of olive oil and some garlic",
            "simmer the soup on low heat",
            "roll out the dough and cut it into strips",
        ]
    )


def _law(random: Random) -> str:
    return random.choice(
        [
            "the tenant shall pay the rent in advance",
            "either party may terminate this agreement",
            "liability is limited to gross negligence",
            "pursuant to section four",
            "the defendant pleaded guilty",
            "all rights reserved",
        ]
    )


def _sport(random: Random) -> str:
    return random.choice(
        [
            "the striker scored in extra time",
            "she won the marathon in record time",
            "a thrilling final at Wimbledon",
            "the goalkeeper was injured",
            "our team lost the cup",
            "he broke the world record in swimming",
        ]
    )


def _spanish(random: Random) -> str:
    return random.choice(
        [
            "¿dónde está la biblioteca?",
            "me gusta bailar con mis amigos",
            "el perro corre por la playa",
            "mañana tengo un examen",
            "la comida estaba muy rica",
            "no entiendo la pregunta",
        ]
    )


def _sql(random: Random) -> str:
    return random.choice(
        [
            "SELECT name FROM customers WHERE id = 7;",
            "DROP TABLE invoices;",
            "UPDATE users SET active = false",
            "SELECT count(*) FROM orders GROUP BY day",
            "CREATE INDEX ON events (created_at)",
            "INSERT INTO logs VALUES (1, 'x')",
        ]
    )


def _url(random: Random) -> str:
    return random.choice(
        [
            "https://www.example.com/index.html?page=2",
            "ftp://mirror.example.org/iso",
            "info@example.net",
            "http://localhost:8080/health",
            "www.example.de/impressum",
            "C:\\Users\\admin\\report.docx",
        ]
    )


KINDS = {
    "sentence": _sentence,
    "weather": _weather,
    "name": _name,
    "number": _number,
    "code": _code,
    "invented": _invented,
    "letters": _letters,
    "near": _near,
    "foreign": lambda r: r.choice(FOREIGN),
    "fact": lambda r: r.choice(FACTS),
    "long": lambda r: ". ".join(
        KINDS[r.choice(["sentence", "fact"])](r) for _ in range(r.randint(2, 4))
    ),
    "recipe": _recipe,
    "law": _law,
    "sport": _sport,
    "spanish": _spanish,
    "sql": _sql,
    "url": _url,
}
WEIGHTS = {
    "sentence": 5,
    "near": 5,
    "fact": 4,
    "foreign": 4,
    "invented": 2,
    "letters": 2,
    "code": 2,
    "long": 1,
}


def text(random: Random) -> str:
    """A text outside the world for training."""
    kinds = [k for k in KINDS if k not in held_out.OUTSIDE_TEXTS]
    made = KINDS[random.choices(kinds, [WEIGHTS.get(k, 1.5) for k in kinds])[0]](random)
    if random.random() < 0.2:
        made = made[:1].upper() + made[1:]
    return made + ("." if random.random() < 0.15 else "")


def unseen_texts() -> list:
    """All the evaluation's texts: the held-out kinds and a few named ones."""
    texts = {
        KINDS[kind](Random(seed)) for kind in sorted(held_out.OUTSIDE_TEXTS) for seed in range(99)
    }
    return sorted(texts) + list(held_out.OUTSIDE_SENTENCES)
