"""Words of everyday language that stories of every topic use: what two stories share of them tells little.

Two classes by how many of some three hundred stories hold them. No word of a field of policy is among them.
"""

OFTEN = """
    abroad advanced ago agreed answer ask asked association brought budget buy carry change charge come comments
    council count cut daily dearer decided decision demand dollars earlier estimate far federal fine get gone hand
    held keep leave left little lower made makers many money nearly offer old paid paper parliament raised round sell
    sent six speaks stands stays taken talks ten think took votes wait whole worth write
"""

AT_TIMES = """
    accepted added additional addressed adjusted advice advised age agents ahead alone altogether analysts anybody
    anyone anything appeal appears argues arm arrive article aside attention author autumn based begin begun belongs
    besides best bet better beyond bigger board book bought branch break brief broad broader broker built bulk
    bulletin bureau buyers cabinet calm cap capped care ceiling chain chamber chance charts cheaper check class
    cleared climbed combined coming complain complete concern conference confirmed congress connection consultation
    content contract contribution coordination corrections critics cross deadline debate decade decree delayed deliver
    delivered deputy described design desk difference different discuss discussion door double doubts draft draw
    dropped due earn east economist edition efficiency eight eleven elsewhere emergency encourage ended enough entered
    entry euros evening everybody everyone everything exceeds exception exempt expert extra face failed fair fast fear
    feed feel fell fewer fifth fight fill fined finished fiscal fixed flat flow focused forecast forum found fourth
    frequently fresh friends front gap gazette getting give going grew gross ground grown guarantee halt handled
    happened hard hardly hear heard hearing heavy highest hit hope hoped hopes hour hours imposed independent insert
    inside intend intends invite invited joint judge jumped known laid largest later learn led left let license lifted
    light like link links listen little live lobby lose loss lost lowest man map margin masters match meals meant
    meanwhile mentioned met mid million min mind minimum minutes mission morning moved named net night nine north
    notes notice offered one opposition ordinary original outside overnight owe own owners pace package page paid peak
    picked picture please plus poor post prepare previous previously print problems prolonged protested published push
    put queue quick quoted ran ranking reason receive received reckons recommended recovered reflects relief remember
    replace reply request respect rest restrictions return road roll room rose roughly row running safe sale save
    science see seen sense separate settled seven several shift short shut sit sixth slowed smallest sold somebody
    something south space spare speech spend spent spoke spoken spot spread spring stake stand statistics stick stood
    stop strategic street struck submissions sum survey switch table taking tell tenth text third threshold tip tools
    touched town training transfers travel treated trust try twelve twice unchanged union unsubscribe upwards urged
    version views wait warned watch weak weekend weight welcomed west whatever white whoever widened wider wins wire
    wish won word worry worse written wrote yes yesterday
"""
