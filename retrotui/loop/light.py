"""Words that say little of what a problem is about, and what Korean puts behind its stems. Data only."""

HANGUL = """
너무 다시 계속 오늘 어제 이번 지난 이번주 지난주 금주 아직 매우 정말 조금 자꾸 자주 또다시 여전히 결국 그냥 좀
했음 했다 하다 한다 하지 하고 하는 하게 해서 하느라 했는데 하다가 되어 되지 됐음 된다 되는 되고 돼서 됐다
있음 있다 있는 있어 있어서 있었음 있었다 같음 같다 것을 것이 것은 것도 것만 때문 때문에 그리고 하나 그래서
월요일 화요일 수요일 목요일 금요일 토요일 일요일 오전 오후 시간 동안 않음 않아 못함 못했음
"""

LATIN = """
a an the is was were be been being are am to of in on at for from by with and or but as it its it's i i'm we
my our me us they this that these those there then than so too very again still once more always often also
had has have having did do does doing done got get gets getting took take takes taken not no nobody everybody
week today yesterday monday tuesday wednesday thursday friday after before while because when which who what
one two three four five until only just all every each into about out up off over
"""

KANJI = """
今週 先週 今日 昨日 今回 前回 毎日 毎週 月曜 火曜 水曜 木曜 金曜 時間 二回 三回 一回
"""

HANGUL_ENDINGS = """
은 는 이 가 을 를 에 의 도 로 와 과 만 들 에서 에게 으로 까지 부터 보다 처럼 마다 밖에 조차
다 고 게 서 지 기 음 면 며 니 던 라 야 요 네 나 자 어 아 여 어서 아서 여서 었 았 였 겠 는데 은데 지만
함 한 할 해 하 했 하기 해서 하게 하고 하는 했음 했다 됨 된 될 돼 되 됐 되어 되는 되지
진 짐 져 졌 지는 지다 어지 아지 어짐 아짐 어진 아진 어졌 아졌 습니다 적 임 인 이다 이라 이라서
"""
