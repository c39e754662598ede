"""Names as people in England bear them, put together by chance; no real person is meant."""

from __future__ import annotations

import unicodedata

from partnerships.demo.chance import Chance

# Given names and family names that go together, and how many in a hundred bear them.
_FROM: dict[str, tuple[int, str, str]] = {
    "english": (
        36,
        "Alan Alice Amy Andrew Barbara Beth Brian Chloë Christine Colin Daniel Deborah Derek Dorothy "
        "Edward Eileen Ellie Emma Frank Gareth Gillian Graham Hannah Harold Helen Irene Jack Janet "
        "Jean Joan Joe Kelly Kevin Laura Lee Linda Luke Margaret Mark Maureen Megan Neville Pauline "
        "Peter Renée Rita Ron Ruth Sandra Shirley Steve Tracey Wendy Zoë",
        "Abbott Ackroyd Ashworth Atkin Barker Bennett Birch Bradshaw Brook Butcher Carter Clegg "
        "Cooper Crabtree Dawson Dixon Entwistle Fletcher Garside Goodwin Greaves Hargreaves Harker "
        "Heaton Holroyd Hopkins Ibbotson Jessop Kershaw Lomas Marsden Naylor Oldroyd Parkin Pickles "
        "Pollard Ramsden Rowbotham Shaw Sidebottom Slater Stott Sykes Tattersall Thackray Turner "
        "Wainwright Walker Whitworth Wilcock Woodhead Wragg",
    ),
    "irish": (
        5,
        "Aoife Brendan Bríd Ciarán Deirdre Eamonn Fionnuala Gráinne Liam Máire Niamh Orla Pádraig "
        "Seán Siobhán Róisín",
        "Brannigan Byrne Cassidy Corrigan Doyle Fitzgerald Gallagher Kinsella McGrath Ní|Bhriain "
        "O'Brien O'Connor O'Driscoll O’Hara O'Shea Ó|Súilleabháin",
    ),
    "welsh": (
        4,
        "Aled Bethan Carys Dafydd Elin Ffion Gwilym Gwyneth Ieuan Llŷr Mair Owain Rhiannon Siân",
        "ap|Rhys Bevan Bowen Cadwaladr Griffiths Gwynne Hughes Llewellyn Morgan Parry Prosser Pugh",
    ),
    "scottish": (
        3,
        "Ailsa Calum Catriona Ewan Fiona Hamish Iain Isla Mhairi Morag Rory Senga",
        "Abercrombie Buchanan Drummond Farquhar Gilchrist Lockhart MacAskill Mackay McTavish Rennie",
    ),
    "gujarati and hindi": (
        6,
        "Anjali Asha Bhavna Deepak Dipti Hemant Jayesh Kavita Meena Nikhil Priya Rajesh Sunita Vijay",
        "Agarwal Chauhan Desai D'Souza Joshi Mehta Mistry Parmar Patel Shah Solanki Trivedi",
    ),
    "punjabi": (
        5,
        "Amrit Balwinder Gurpreet Harjit Jaswinder Kulwant Manjit Navdeep Parminder Satnam Simran",
        "Bains Dhaliwal Dhillon Gill Grewal Mann Rai Sandhu Sidhu Sohal",
    ),
    "bengali and urdu": (
        8,
        "Abdul Aisha Bushra Farida Farooq Habiba Imran Khadija Mohammed Nasreen Nazia Rukhsana Saeed "
        "Shahid Tahmina Yasmin Zainab",
        "Ahmed Akhtar Ali Begum Chowdhury Hussain Iqbal Khan Mahmood Malik Miah Qureshi Rahman Uddin",
    ),
    "nigerian": (
        4,
        "Adébáyọ̀ Amina Bola Chidi Chioma Emeka Fọlákẹ́ Ìbùkún Ngozi Olú Tunde Uche Yétúndé",
        "Achebe Adeyemi Balogun Eze Nwosu Okafor Okonkwo Ọlátúnjí Sowande",
    ),
    "ghanaian and senegalese": (
        3,
        "Abena Adwoa Aïssatou Efua Kofi Kojo Kwabena Kwame Yaa",
        "Acheampong Asante Boateng Danso Mensah N’Diaye Osei Owusu",
    ),
    "caribbean": (
        5,
        "Carlton Clive Delroy Desmond Gloria Hyacinth Leroy Marcia Merlene Neville Patrice Yvonne",
        "Blackwood Campbell Clarke-Brown Dacosta Gayle Grant Lindo Morrison Pinnock Samuels Wint",
    ),
    "polish": (
        5,
        "Agnieszka Andrzej Danuta Ewa Grażyna Jacek Katarzyna Łukasz Małgorzata Paweł Stanisław Zofia",
        "Gołąb Kaczmarek Kowalczyk Król Mazur Nowak Pawlak Szymczak Wójcik Zając Żak",
    ),
    "portuguese and spanish": (
        4,
        "Ana Beatriz Conceição Diego Inês Iñaki João Joaquín Lucía Mónica Nuno Raúl Sofía Tomás",
        "Álvarez Camões|Dias Fernandes Gonçalves Ibáñez Magalhães Muñoz Núñez Peña Ribeiro Simões",
    ),
    "eastern european": (
        3,
        "Andreea Bogdan Cătălina Dănuț Ilinca Jiří Mihaela Radu Ștefan Tereza Vlad Zuzana",
        "Bălan Dvořák Enache Ionescu Lupu Moldovan Popa Stoica Țurcanu Ungureanu",
    ),
    "east asian": (
        3,
        "Anh Bảo Grace Hoa Jun Kit Linh Mei Ming Quang Suk-yin Thảo Wei",
        "Chan Cheung Đặng Fung Huỳnh Lam Lê Leung Nguyễn Phạm Trần Wong Zhang",
    ),
    "horn of africa and arabic": (
        4,
        "Abdirahman Amal Fadumo Fatima Hodan Idil Khalid Layla Mariam Nadia Omar Samira Tesfaye Yusuf",
        "Abdi Al-Hassan Barre El-Masri Farah Gebreselassie Haddad Jama Mansour Nur Osman Warsame",
    ),
    "turkish and kurdish": (
        2,
        "Ayşe Berîvan Cem Elif Gökhan Gülşen Hüseyin İpek Mehmet Özlem Rojda Şerife",
        "Açıkgöz Bayram Çelik Demirtaş Güneş Kaya Öztürk Şahin Yıldız",
    ),
}
# What chance might put together, and the news already has.
_KNOWN_ELSEWHERE = {
    "Alan Bennett",
    "Aled Hughes",
    "Delroy Lindo",
    "Frank Carter",
    "Imran Khan",
    "Lee Dixon",
    "Liam Gallagher",
    "Linda Barker",
    "Mohammed Ali",
    "Shahid Khan",
    "Steve Cooper",
}
CULTURES = {name: share for name, (share, _, _) in _FROM.items()}
_GIVEN = {name: given.split() for name, (_, given, _) in _FROM.items()}
_FAMILY = {
    name: [one.replace("|", " ") for one in family.split()]
    for name, (_, _, family) in _FROM.items()
}
_CULTURE_OF = {family: culture for culture, families in _FAMILY.items() for family in families}


class Names:
    """Hands out names for one area: no two people of one register share theirs."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._taken = set(_KNOWN_ELSEWHERE)

    def anybody(self) -> str:
        """A name of any culture."""
        return self._new(None)

    def relative_of(self, name: str) -> str:
        """A name with the family name and the culture of somebody else's."""
        return self._new(name)

    def _new(self, relative: str | None) -> str:
        name = self._put_together(relative)
        while name in self._taken:
            # A family may have no other given name left.
            relative = relative if self._chance.happens(0.98) else None
            name = self._put_together(relative)
        self._taken.add(name)
        return name

    def _put_together(self, relative: str | None) -> str:
        culture = self._chance.one_of(CULTURES)
        family = self._chance.choice(_FAMILY[culture])
        if relative:
            family = family_of(relative)
            culture = _CULTURE_OF[family]
        return f"{self._chance.choice(_GIVEN[culture])} {family}"


def family_of(name: str) -> str:
    """The family name in a name of ours, which may be of two words."""
    _, family = name.split(" ", 1)
    return family


def same_family(one: str, other: str) -> bool:
    """Whether two people bear one family name."""
    return family_of(one) == family_of(other)


# Letters that no normal form takes apart.
_WITHOUT_STROKES = str.maketrans("ĐđŁłı", "DdLli")


def as_address(name: str) -> str:
    """A name as the part of an e-mail address before the @: "Siân O'Brien" is "sian.o-brien"."""
    plain = unicodedata.normalize("NFKD", name.translate(_WITHOUT_STROKES))
    kept = "".join(
        letter if letter.isascii() and letter.isalpha() else "-" if letter in "'’-" else " "
        for letter in plain
        if not unicodedata.combining(letter)
    )
    return ".".join(kept.lower().split())
