"""Words that stand in nearly every text: search does not ask for them. Written as `fold` leaves them."""

_WORDS = {
    "en": """a about after all also an and any are as at be been but by can did do does for from had has have he her
        here him his how i if in into is it its may me more my no not of on or our out she so some than that the
        their them then there these they this those to too up us was we were what when where which who whom why
        will with would you your""",
    "fr": """a ai au aux avec c ce ces cet cette comme comment d dans de des donc dont du elle elles en est et etaient
        etait ete etre eux il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on
        ont ou par pas plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son
        sont sous sur t ta te tes toi ton tu un une vos votre vous y""",
    "es": """a al algo como con cual cuando de del desde donde e el ella ellas ellos en entre era es esa esas ese eso
        esos esta estas este esto estos fue ha han hay la las le les lo los mas me mi mis muy ni no nos nosotros
        o os otra otro para pero por porque que quien se ser si sin sobre son su sus tambien te tu tus un una uno
        unos unas y ya yo""",
    "pt": """a ao aos as ate com como da das de dela dele do dos e ela elas ele eles em entre era essa esse esta este
        eu foi ha isso isto ja lhe mais mas me meu minha muito na nao nas nem no nos nossa nosso num numa o onde
        os ou para pela pelas pelo pelos por porque qual quando que quem se sem ser seu seus so sua suas tambem
        te tem um uma umas uns voce""",
    "ar": """في من الي علي عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا لا لم لن ان انه انها كان كانت كل قد او ثم بعد
        قبل بين هو هي هم نحن انا انت كيف متي اين اي و يا هل عند حتي اذا لكن بل كما غير ليس به بها له لها فيه فيها
        منه منها عليه عليها""",
}
STOP_WORDS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
