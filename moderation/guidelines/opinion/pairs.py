"""Sentences of our own in minimal pairs: the same words, once a violation and once fair.

The data sets hold few calm sentences about groups and violence, so a model fitted on them alone
takes the topic for the offence. Each pair differs in who speaks, or in what is said, not in topic.
"""

from collections.abc import Iterator
from itertools import product
from random import Random

from moderation.guidelines.opinion.training import Example

GROUPS = (
    "women", "men", "Muslims", "Christians", "Jews", "Hindus", "Kurds", "Arabs", "Turks", "Roma",
    "immigrants", "refugees", "foreigners", "black people", "white people", "Asians", "Africans",
    "Mexicans", "Poles", "gay people", "lesbians", "trans people", "disabled people", "Yazidis",
)  # fmt: skip
CONTEMPT = (
    "{group} should know their place",
    "{group} have no business being in this country",
    "there are far too many {group} around here already",
    "we would all be better off without {group}",
    "{group} only ever take and never give anything back",
    "you can never trust {group}",
    "{group} are simply not as clever as the rest of us",
    "nobody wants {group} living next door",
    "{group} breed like there is no tomorrow",
    "give {group} an inch and they ruin everything",
    "{group} do not deserve the same rights as us",
    "it is always {group} who cause the trouble",
    "I would never let my children near {group}",
    "{group} make me sick",
    "whenever something is stolen it was {group}",
    "send {group} back where they came from",
    "{group} are taking over and somebody must stop them",
    "this used to be a nice town until {group} came",
)
FAIR = (
    "{group} were the first to be hit by the new tax",
    "I grew up next door to {group} and learned a lot",
    "the report says that {group} wait longer for a flat",
    "many {group} have worked in this hospital for years",
    "{group} deserve the same rights as everybody else",
    "why do so few {group} sit on the council",
    "the museum tells the story of {group} in this town",
    "more {group} than ever took part in the election",
    "I disagree with the party's plans for {group}",
    "the law on {group} was changed again last week",
    "two {group} were hurt when the bus left the road",
    "the police protect a meeting of {group} tonight",
    "it is wrong to say that {group} cause the trouble",
    "nobody should be told to go back where they came from, {group} included",
    "he said that {group} make him sick, and the court fined him for it",
    "those who claim that you can never trust {group} should be ashamed",
    "it is a lie that {group} only take and never give",
    "{group} are taking over? What nonsense, read the figures",
)
NEWS = (
    "{group} have lived in this valley for centuries",
    "the rights of {group} are human rights",
    "as one of the {group} in this town I feel safe here",
    "I am proud to belong to the {group} of this country",
    "soldiers murdered thousands of {group} in that war",
    "twenty {group} were killed in the attack on the market",
    "a gunman shot three {group} before he was arrested",
    "the camp where so many {group} died is a museum now",
    "calling {group} parasites is shameful",
    "not all {group} are alike, and most are peaceful",
    "I do not think that {group} are criminals",
    "the film about {group} won a prize",
    "{group} run many of the shops on this street",
    "{group} earn less than others for the same work",
    "is it true that {group} can apply from today",
    "there is a long history between {group} and the church",
    "older {group} voted for the government, younger ones did not",
    "he was jailed for an attack on {group}",
    "the party tries to win {group} with promises",
    "some {group} support the war and some do not",
    "the privilege of {group} is worth a debate",
    "{group} and their neighbours rebuilt the school together",
    "my doctor and my best friend are {group}",
    "happy holidays to all {group} who celebrate today",
    "the minister met {group} to hear their complaints",
    "I love how {group} keep their songs alive",
    "discrimination against {group} is still a problem at work",
    "the police should protect {group} better",
)
PLAIN = (
    "your website is terrible on my phone",
    "this article is biased and badly researched",
    "subscribe to another paper if you want real news",
    "murderers should stay in prison for life",
    "the terrorists must be brought to justice",
    "the government is lying to us and everybody knows it",
    "the prime minister is a coward and should resign",
    "what a stupid decision by the council",
    "that is a load of rubbish",
    "your argument makes no sense to me",
    "are you serious? Read the article again",
    "twenty people died when the bomb went off",
    "the army killed civilians and called it defence",
    "he raped two women and got four years",
    "stop this war and bring the soldiers home",
    "I hate this new law, it is a disgrace",
    "the dog bit the man who delivers our letters",
    "I would kill for a decent coffee on that street",
    "damn, that is a good point",
    "the president was once a spy",
    "what the hell is going on at the town hall",
    "boycott that company until it pays its workers",
    "they are destroying this country with their taxes",
    "I was attacked on my way home and nobody helped",
    "this paper has become propaganda",
    "shame on those who voted for it",
    "poor people pay and rich people laugh",
    "the opposition is no better, a bunch of liars",
    "why do you never print letters from the east of the town",
    "old men decide about everything here",
    "the mayor got away with it once more",
    "we must fight this plan until the end",
    "the tickets cost twenty euros at the door",
    "I bought my flat years ago for half of that",
    "thank you for a fair report",
    "finally somebody says it",
    "you are wrong, and here is why",
    "sorry, but that is simply not true",
    "my children walk to that school every day",
    "the bridge looks ugly but at least it is open",
)
PEOPLE = ("him", "her", "them", "that reporter", "the mayor", "this judge", "you", "the author")
THREATS = (
    "somebody ought to pay {person} a visit one night",
    "one day {person} will get what is coming, I will see to that",
    "I would love to see {person} bleed",
    "a bullet would be the right answer for {person}",
    "let us find out where {person} lives and settle this",
    "people like {person} belong against a wall",
    "accidents happen, tell {person} to be careful on the way home",
    "I hope {person} never wakes up again",
)
REPORTS = (
    "somebody should pay attention to {person} for once",
    "the voters will tell {person} what they think in May",
    "I would love to see {person} lose the election",
    "a resignation would be the right answer for {person}",
    "police found the man who had threatened {person}",
    "the court heard how {person} was attacked on the way home",
    "a bullet was found in a letter to {person}, the police said",
    "I hope {person} answers the question at last",
)
ATTACKS = (
    "you have clearly never had a thought of your own",
    "what a sad little life you must lead",
    "did you learn to write in kindergarten",
    "your mother must be so disappointed in you",
    "people like you should not be allowed to vote",
    "I have met doorknobs with more sense than you",
    "crawl back under your stone",
    "go and cry to somebody who cares",
    "nobody likes you, take the hint",
    "you could not find your own feet with a map",
)
CRITICISM = (
    "you have clearly not read the second half of the report",
    "what a sad day for the town",
    "did the author check these figures at all",
    "your readers must be disappointed in this paper",
    "people without a passport should be allowed to vote",
    "I have seen better plans from the opposition",
    "the council should go back to its first plan",
    "go and ask somebody who lives on that street",
    "nobody likes higher rents, that is plain",
    "you could have found the numbers on the council's site",
)
OFFERS = (
    "earn money from home, ask me how",
    "my shop has the best prices, come and see us",
    "I lost everything until this coach showed me how to trade, write to her",
    "need a loan today, no questions asked, get in touch with us",
    "please like and share my new song",
    "this doctor cured my husband with herbs, reach him on his page",
    "we are hiring, send your name and number",
    "win a new phone, just click and register",
    "my book on this subject is out now, order your copy",
    "come to my page for more videos like this",
)
PRICES = (
    "rents rose by a tenth and nobody earns more",
    "the shops on that street had the best prices in town",
    "I lost everything in the flood and the insurance did not pay",
    "loans have become dearer since the bank raised its rate",
    "a new song was played at the opening",
    "the doctor who claimed to cure cancer with herbs was fined",
    "the hospital is hiring, yet wages stay low",
    "the winner of the lottery gave half of it away",
    "her book on this subject is worth reading",
    "the video of the debate is longer than this report",
    "this is my first comment here and I read you every day",
    "comment number nine below says it better than I can",
    "I agree with the comment above",
    "fair comment, but you left out the cost",
    "the channel showed the speech without a cut",
    "that song was number one the year I left school",
    "please read the figures on the council's own page",
    "thank you for this video of the opening",
    "first time I write to you, so be kind",
    "I follow this story because my street is next",
    "I have no account there and do not want one",
    "the link in your second paragraph leads nowhere",
    "who pays for the free tickets in the end",
    "a friend of mine won the lottery and lost it all",
)
OPENINGS = (
    "",
    "Honestly, ",
    "In my view ",
    "Let us be clear: ",
    "As a reader of many years I say: ",
)
ENDINGS = (".", "!", ", and that is that.", ". Just saying.", "...")


def contempt(weight: float) -> list[Example]:
    """Return examples of contempt, threat and attack, and of their fair twins."""
    sentences = [
        *_filled(CONTEMPT, "group", GROUPS, violates=True),
        *_filled(FAIR, "group", GROUPS, violates=False),
        *_filled(NEWS, "group", GROUPS, violates=False),
        *_filled(PLAIN, "", ("",), violates=False),
        *_filled(THREATS, "person", PEOPLE, violates=True),
        *_filled(REPORTS, "person", PEOPLE, violates=False),
        *_filled(ATTACKS, "", ("",), violates=True),
        *_filled(CRITICISM, "", ("",), violates=False),
    ]
    return [Example(text, violates, weight) for text, violates in sentences]


def promotion(weight: float) -> list[Example]:
    """Return examples of offers and, as fair ones, of prices and shops in the news."""
    offers = _filled(OFFERS, "", ("",), violates=True)
    prices = _filled((*PRICES, *PLAIN), "", ("",), violates=False)
    return [Example(text, violates, weight) for text, violates in (*offers, *prices)]


def _filled(
    patterns: tuple[str, ...], place: str, words: tuple[str, ...], *, violates: bool
) -> Iterator[tuple[str, bool]]:
    """Yield each pattern with each word, dressed differently but the same at each run."""
    chance = Random(len(patterns) * 1000 + violates)  # noqa: S311 - variety, not secrecy
    dresses = 1 if place else 6
    for pattern, word, _ in product(patterns, words, range(dresses)):
        sentence = pattern.format(**{place: word}) if place else pattern
        opening = chance.choice(OPENINGS)
        if not opening:
            sentence = sentence[0].upper() + sentence[1:]
        yield opening + sentence + chance.choice(ENDINGS), violates
