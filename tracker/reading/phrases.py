# ruff: noqa: E501 - a pattern is one line
"""What every newsletter says around its stories, as data: general patterns in several wordings, none about a topic.

Each tuple is one alternation of regular expressions, matched without regard to case against a line's words (mark-up
taken off, white space single). `whole` patterns must fit the whole line, `begin` patterns its beginning, `within`
patterns any place of a short line.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

BOILER_WHOLE = (
    r"(?:→|»|▸|>|\[)?\s*(?:read|continue|see|view|learn|find out|open|go to|show|click)\b.{0,12}?\b(?:on|more|here|full|story|article|original|reading|online|version|replies|in browser|all)\b.{0,40}",
    r"read (?:it|this|the (?:full )?(?:story|article|report|post|text)).{0,60}",
    r"(?:more|full) (?:details|information|story|text|article|here|stories|news|on this|about this|below|info).{0,40}",
    r"(?:weiterlesen|mehr (?:lesen|dazu)|zum artikel|lire (?:la suite|plus)|en savoir plus|leer m[aá]s|seguir leyendo|leia mais|saiba mais|leggi (?:tutto|di pi[uù]|anche)|lees (?:meer|verder)|czytaj (?:więcej|dalej)|les mer|läs mer|læs mere|читать далее|подробнее|阅读全文|阅读原文|続きを読む)\b.{0,40}",
    r"(?:print|e-?mail|share|save|listen|download|bookmark|copy link|like|tweet|comments?|translate|reply|follow|subscribe|unsubscribe|menu|search|log ?in|sign ?(?:in|up)|home|back|top|next|previous|advertisement|anzeige|publicit[eé]|reklama|sponsored|promoted|ads?|cookies?)[\s:.!]*",
    r"(?:back|return) to (?:top|overview|start|list|contents|the (?:top|list|overview|front page)).{0,60}",
    r"\W*(?:ends?|fin|ende|eom|more to follow|###|xxx|stop press|end of (?:story|issue|newsletter|text|article))\W*",
    r"summary (?:is )?based on .{0,40}",
    r"(?:follow us|find us|connect with us|folgen sie uns|suivez[- ]nous|s[ií]guenos|siga-nos|seguici|volg ons|śledź nas)\b.{0,80}",
    r"hi(?:ghlights)?,? first time here\??",
    r"(?:view|open|read|see) (?:this )?(?:e-?mail |message |newsletter |letter |issue )?(?:in|on) (?:your |the |a )?(?:web ?)?browser.{0,40}",
    r"\[?\s*(?:ad|ads|advert|advertisement|advertorial|sponsored|sponsor|promotion|banner|image|picture|photo|header picture|logo|video|chart|map|audio|infographic|newsletter header)\s*\]?",
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+",
    r"(?:#[^\s#]{2,40}[\s,·|]*){2,}.{0,10}",
    r"(?:page|seite|p[aá]gina|strona) \d+(?: ?(?:of|/|von|de|z) ?\d+)?",
)

BOILER_BEGIN = (
    r"sie (?:erhalten|bekommen|haben|möchten|können)\b.{0,60}\b(?:brief|newsletter|mail|nachricht|abo\w*|bestellt|angemeldet)\b|(?:weiterempfehlen|jetzt (?:abonnieren|anmelden)|newsletter (?:abonnieren|bestellen))\b",
    r"(?:pour (?:vous |ne plus )|vous recevez|recevez|abonnez-vous|inscrivez-vous|cliquez|transf[eé]rer)\b.{0,80}",
    r"(?:recibes?|has recibido|recibiste|est[aá]s recibiendo|suscr[ií]b\w+|haz clic|reenv[ií]a\w*)\b.{0,80}",
    r"(?:voc[eê] (?:est[aá] )?receb\w+|inscreva-se|assine|clique aqui|encaminhe)\b.{0,80}",
    r"(?:ricevi|hai ricevuto|iscriviti|abbonati|clicca)\b.{0,80}|(?:je ontvangt|u ontvangt|schrijf je in|abonneer|klik hier)\b.{0,80}",
    r"(?:otrzymujesz|zapisz się|kliknij)\b.{0,80}|(?:du (?:får|mottar)|abonner|meld deg på|prenumerera|klicka)\b.{0,80}",
    r"(?:配信停止|配信解除|登録解除|メルマガ|お問い合わせ|関連記事|订阅|点击|扫码|关注我们|转发|编辑[:：]|责任编辑|版权|구독|수신거부|문의|무단전재|подпис|отписаться|رابط|للاشتراك)",
    r"(?:older|newer|previous|previously|next|earlier|later)(?: post| article| story| issue| entry)?\s?:",
    r"(?:all )?(?:texts?|words|stories|reporting|reports) by\b",
    r"lesen sie (?:auch|mehr|weiter|dazu)\b|siehe auch\b|mehr zum thema\b|(?:à )?lire (?:aussi|également|la suite)\b|(?:lea|lee|leer|vea) (?:tambi[eé]n|m[aá]s)\b|leia (?:tamb[eé]m|mais)\b|leggi anche\b|lees (?:ook|meer)\b|czytaj (?:też|także|więcej)\b|läs (?:också|mer)\b|les (?:også|mer)\b|læs (?:også|mere)\b|читайте также|см\. также",
    r"about the (?:authors?|writers?|editors?|newsletter|letter|publisher)\b",
    r"(?:newsletters?|podcast|upcoming|coming up|coming soon|save the date|events?|webinars?|jobs?(?=\s?[:.].{0,70}$)|vacanc(?:y|ies)|p\.? ?s\.?|editor's note|notes? to (?:editors|readers)|reminder|survey|poll|quiz)\s?[:.]",
    r"we (?:also|publish|send|write|will be back|are (?:free|back|hiring|looking|on (?:x|holiday|telegram|linkedin|facebook))|welcome|value|would love|love|depend|rely)\b.{0,120}$",
    r"you(?:'ve|’ve| have| can| may| will)? (?:read|reached|now|also|unsubscribe|find|follow|listen|reply|subscribe|receive|change|update|manage|get)\b.{0,120}$",
    r"(?:corrections?|an earlier version)\b.{0,20}\b(?:an earlier|gave|said|misstated|this (?:story|article))\b",
    r"\((?:additional )?(?:reporting|editing|writing|compiled|edited|reported) by\b",
    r"this (?:article|story|report|piece) (?:was|has been|is) (?:produced|written|supported|funded|made|translated|first|originally|updated|part)\b",
    r"(?:would you like|want) to (?:learn|know|read|hear|get|receive|stay|see|support|advertise)\b",
    r"want more\b",
    r"like (?:this|what you)\b",
    r"(?:did you )?(?:enjoy(?:ed)?|found?|liked?) (?:this|what you|reading|it)\b",
    r"(?:was|is) this (?:e-?mail|newsletter|letter|issue|article|page|story)? ?(?:helpful|useful|forwarded)\b",
    r"(?:was this )?forwarded (?:to you|this)\b|forward (?:this|it|to)\b|tell a (?:friend|colleague)\b|pass it on\b",
    r"you(?:'re| are| were|'ve| have)? ?(?:get|got|gets|receiv\w*|getting)\b.{0,40}\b(?:because|as|since|mail|letter|newsletter|e-?mail|message)\b",
    r"(?:this|the) (?:e-?mail|newsletter|message|mailing|letter|digest|bulletin|feed|page|site)\b.{0,40}\b(?:is|was|has been|are|comes?|goes|uses|contains) (?:sent|mailed|no|free|not|intended|published|compiled|produced|brought|provided|prepared|for|out|cookies|to|a service|edited)\b",
    r"(?:to|click (?:here )?to) (?:unsubscribe|opt out|stop receiving|change your|update your|manage your|subscribe|view)\b",
    r"(?:unsubscribe|manage (?:your )?(?:preferences|subscription)|update (?:your )?(?:preferences|profile)|abmelden|abbestellen|se d[eé]sabonner|d[eé]sinscription|darse de baja|cancelar (?:a )?(?:suscripci[oó]n|inscri[cç][aã]o)|annulla l.iscrizione|uitschrijven|afmelden|wypisz|avregistrera|avslutt abonnement|退订|取消订阅|отписаться)\b",
    r"(?:subscribe|sign up|join|register|log in|become a (?:member|subscriber|supporter)|upgrade|go premium|start your|try) (?:now|today|here|free|for|to|us|our|the|\d|over|more than|thousands|a free|in one)\b",
    r"\W*join (?:the )?(?:\d[\d,. ]*k?\+?|thousands|hundreds|over|more than)\b",
    r"(?:get|receive|have) (?:a|an|our|the|this|your|more|all)? ?(?:\w+ ){0,4}(?:e-?mail|newsletter|newsletters|inbox|updates?|alerts?|digest|briefing|letter|app|stories)\b",
    r"(?:get|download|install|open) (?:the|our) app\b",
    r"\W*(?:©|\(c\)(?=.{0,60}$|\s?(?:19|20)\d\d)|copyright\b|all rights reserved|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti|版权所有)",
    r"(?:we|this (?:site|website|page)|our (?:site|website)) uses? cookies\b|cookie (?:settings|policy|preferences)\b|accept (?:all )?cookies\b",
    r"(?:please )?(?:contact|write to|e-?mail|call|reach) (?:us|the editors?|the newsroom|the desk|our)\b",
    r"(?:questions|feedback|comments|tips|corrections|suggestions|ideas|kontakt|contact|contacto|contatto|press (?:contact|office)|media (?:contact|enquiries|inquiries)|newsroom desk|editorial office|imprint|impressum|redaktion|redacci[oó]n|r[eé]daction)\s?(?:[?:|]|and |or )",
    r"(?:reply|hit reply|just reply|send us|drop us|tell us|let us know|ask us|talk to us|write (?:in|us))\b",
    r"(?:questions|feedback|comments|ideas|suggestions|tips)\b.{0,30}\?",
    r"(?:more|also|earlier|recently|next|previously|coming up|tomorrow|up next|last) (?:from|in|on|at|by|with) (?:[A-Z(]|our|the|this).{0,90}$",
    r"next (?:cup|issue|week|edition|letter|time|month|up|story|article|flash|post)\s?:",
    r"(?:most|best) (?:read|viewed|shared|popular|clicked)\b",
    r"(?:see|read|watch) (?:also|next)\b|related(?: (?:stories|articles|news|topics|reading|links|content|posts))?\s?(?::|$)",
    r"(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|labels?|schlagw[oö]rter|mots-cl[eé]s|etiquetas|标签|关键词)\s?[:：]",
    r"(?:share|share this|share on|teilen|partager|compartir|compartilhar|condividi|delen|udostępnij|分享)\b.{0,20}(?::|\||·|•|$|page|article|story|with|on|via|facebook)",
    r"(?:rate|rating)\b.{0,30}(?::|\d)",
    r"[★☆⭐]{2,}",
    r"(?:affiliate|advertis\w+|sponsor\w*|partner content|paid|promoted|presented by|brought to you by|supported by|powered by|in partnership with|anzeige|publicit[eé]|publicidad)\b.{0,10}(?:links?|:|by|content|post|with|message|-)",
    r"(?:ad|ads|anzeige|advertisement|promotion|sponsored|our sponsor|a word from our sponsors?)\s?(?:[·|:–—-]|$)",
    r"(?:course|webinar|event|job|book|tool) tip\s?:|(?:tip jar|buy us a)\b",
    r"(?:nothing (?:on|in) (?:this|here)|this (?:feed|letter|page|newsletter|article|mail|is)) .{0,40}\b(?:advice|recommendation)\b",
    r"(?:quotes?|prices|data|market data) (?:are )?delayed\b|prices? (?:can|may) (?:go|fall|move)\b|past performance\b",
    r"(?:disclaimer|legal notice|terms (?:of (?:use|service)|and conditions|& conditions)|privacy (?:policy|notice)|data protection|datenschutz|nutzungsbedingungen)\b",
    r"(?:the )?(?:author|authors|writer|views|opinions)(?:'s|s'|’s)? (?:opinions?|views?|expressed)\b",
    r"(?:reading|read) time\b|\(reading time|\d+[- ]min(?:ute)?s?[- ]read\b|est\. reading",
    r"(?:listen|play|watch)(?: to)? (?:this|the|now|\(\d)",
    r"(?:you have|you've|you can read|only) (?:\w+ ){0,3}(?:free|more) (?:articles?|letters?|stories)\b",
    r"(?:read on|continue|keep reading|full (?:note|text|article|story|access)|this (?:article|story) is)\b.{0,40}\b(?:subscri\w+|trial|members?|log-?in|paywall|account|premium)\b",
    r"(?:subscribers?|members?)(?: only|[- ]only)\b",
    r"(?:follow|like|add|find) (?:us|our|me|the) (?:on|page|channel|account)\b|folgen sie uns\b|suivez-nous\b|s[ií]guenos\b",
    r"(?:visit|see|check|browse) (?:our|the) (?:web ?site|archive|home ?page|site|blog|full)\b",
    r"(?:seen|viewed|read) \d[\d,.]* times\b|\d[\d,.]*k? readers\b|\d[\d,.]*k? (?:views|likes|comments|shares|reads|claps|reposts|replies|votes)(?=\W*$|\s?[|·•,;]| and \d)",
    r"your browser\b|javascript\b|if you (?:cannot|can't|can not|no longer|do not|don't|have trouble|are having|would like|want|wish)\b.{0,60}\b(?:view|read|see|display|receive|e-?mails?|unsubscribe|newsletter|click|images|subscribe)\b",
    r"(?:trouble|problems|having trouble) (?:viewing|reading|displaying)\b",
    r"(?:go to|visit|see) the (?:original|source)\b",
    r"ask (?:our|the) .{0,30}(?:bot|assistant|chat\w*|ai)\b|chat with our\b|try our (?:chat|ai|assistant|bot)\b",
    r"(?:first|free) (?:month|\d+ days|trial)\b.{0,40}",
    r"(?:save|get) (?:up to )?\d+ ?%|\d+ ?% off\b|now (?:only )?[$€£]\d",
    r"(?:this|today's|today’s|this week's|this week’s) (?:\w+ )?(?:issue|edition|newsletter|letter|digest|e-?mail|briefing) is (?:brought to you|sponsored|supported|presented|made possible)\b",
    r"(?:this (?:issue|edition|newsletter|letter|digest) (?:was )?(?:edited|compiled|written|prepared|produced|curated))\b|(?:edited|compiled|curated|produced|proofread) by\b",
    r"(?:thank you|thanks|thx|merci|danke|gracias|obrigad[oa]|grazie|bedankt|dziękujemy|tak|takk|tack) (?:for|for reading|f[uü]r|pour|por|per|voor|za)\b|thanks again\b|that(?:'s| is|’s) (?:all|it)\b|see you (?:next|tomorrow|on|in|again|soon)\b|until (?:next|tomorrow)\b|have a (?:good|nice|great|lovely)\b|best (?:wishes|regards)\b|kind regards\b|yours (?:sincerely|faithfully|truly)\b|(?:mit )?(?:freundlichen|besten|herzlichen) gr[uü](?:ß|ss)en?\b|cordialement\b|bis (?:n[aä]chste|morgen)\b|à (?:la semaine|demain|bientôt)\b|hasta (?:la|mañana|pronto)\b",
    r"do not reply\b|please do not reply\b|no[- ]?reply\b|sent from my\b|sent (?:to|by|with)\b.{0,60}\b(?:@|mailchimp|substack|beehiiv|list|on behalf)",
    r"write to the editors?\b|letters (?:to the editor|of up to)\b|pitch us\b",
    r"(?:accept|reject|allow|decline) all\b",
    r"note(?: to (?:editors|readers))?\s?: ?(?:this|the|our) (?:story|article|text|piece|post|letter)\b|this (?:story|article|text|piece|post) (?:first |originally |was )",
)

HOUSE_NOTICES = (
    r"(?:our|the) (?:office|offices|desk|newsroom|hotline) (?:is|are|will be|stays?|remains?) (?:closed|open|shut|reachable|back)\b|we (?:are|will be|shall be) (?:closed|away|on (?:holiday|leave|vacation))\b|out of office\b",
    r"(?:there (?:will|is) be no|no) (?:letter|issue|newsletter|edition|digest) (?:next|on|this|in|until)\b|the next (?:letter|issue|edition) (?:comes|appears|is out|will)\b",
)
"""What a letter says of its own office in a row with its stories."""

BOILER_WITHIN = (
    r"\bcontributed (?:to this (?:report|story|article)|reporting)\b",
    r"(?:^|[.!|·•] )upgrade\b.{0,20}\b(?:from|now|to|for|here)\b",
    r"\bunsubscribe\b|\bopt[- ]out\b|\bview in browser\b|\bmanage preferences\b|\ball rights reserved\b",
    r"(?:^|[^\w\s]\s?|\b(?:to|you|please|and|or|can|now) )sign up (?:here|free|now|today|for)\b|\bjoin (?:us )?free\b|\bsubscribe (?:here|now|free|today|for)\b|\bsubscribe\s?[·|•]|\bcount me in\b",
    r"\b(?:forward|pass) (?:it|this|this mail|this letter) (?:to|on)\b|\bforward it\b",
    r"\bask our \w+(?: \w+)? ?(?:chat)?bot\b|\bchatbot!?$",
    r"\bprivacy policy\b|\bterms of (?:use|service)\b|\bcookie(?:s| policy| settings)\b",
    r"\b(?:\d+ days|month|first .{0,12}) free\b|\bfree trial\b|\btrial subscription\b|\bfor subscribers\b|\blog-?in required\b",
    r"\b(?:ext\.|extension|tel\.?|phone|hotline)\s?:? ?\+?\d",
    r"\bnow \$\d+ instead of\b|\b\d+ ?% off\b|\b(?:no|not|nothing\b.{0,30}) (?:is )?(?:an? )?(?:investment |financial |legal |tax )?advice\b",
    r"\badvertise (?:with|here)\b|\baccreditation\b|\be-reader\b|\bleave a comment\b|\breport post\b",
    r"\bjoin [\d,. ]+k?\+? (?:\w+ )?(?:readers|investors|subscribers|people|professionals|members|others)\b",
    r"\b(?:costs nothing|free of charge|free),? [\d,. ]+k? (?:readers|subscribers)\b|\b[\d,. ]+k? (?:readers|inboxes)\b|\b(?:goes (?:out )?to|reach(?:es)?|read by|sent to|mailed to|join(?:ed by)?|for|our) (?:over |more than |some |about |nearly )?[\d,. ]+k?\+? subscribers\b|^[\d,. ]+k? subscribers\b",
    r"\bask us before\b|\breproduction\b.{0,40}\b(?:permission|prohibited|forbidden)\b",
    r"\bdiscount code\b|\bpromo code\b|\bvoucher\b.{0,20}\bcode\b",
)

BOILER_WORDS = (
    "contributed ", "upgrade", "unsubscribe", "opt-out", "opt out", "view in browser", "manage preferences",
    "all rights reserved", "sign up ", "join ", "subscribe", "count me in", "forward ", "pass ", "ask our ", "chatbot",
    "privacy policy", "terms of ", "cookie", " free", "free trial", "trial subscription", "login required",
    "log-in required", "now $", "% off", "advice", "advertise ", "accreditation", "e-reader", "leave a comment",
    "report post", "readers", "inboxes", "ask us before", "reproduction", "discount code", "promo code", "voucher",
)  # fmt: skip
BEFORE_DIGITS = ("ext.", "extension", "tel", "phone", "hotline")
"""Of these, in small letters, a text holds one that any of `BOILER_WITHIN` is found in; of the latter beside a digit."""
DOTS = frozenset("ıİ")
"""Letters that patterns take for an i, and that stay what they are in small letters."""

TAIL_HEADS = (
    r"(?:trending|popular|top stories|latest|most read|comments?|discussion|responses|replies|leave a (?:reply|comment))(?: now| today| this week)?(?: ?\(\d+\))?",
    r"(?:more|other|related|further|recent|latest|top|popular|trending|previous|similar)\b.{0,30}\b(?:stories|articles|news|reading|posts|headlines|reports|coverage|issues|links|topics|from us|content)",
    r"(?:related|sources?|references?|links?|further reading|read next|see also|also (?:read|in the news|worth reading)|you (?:may|might) (?:also )?(?:like|enjoy|be interested).*|recommended(?: for you)?|don.t miss|most (?:read|popular|viewed)|about (?:us|the authors?|this (?:newsletter|letter|digest|bulletin)|the editors?)|contacts?|contact us|imprint|impressum|editorial (?:team|board|office)|follow us|share(?: this)?.{0,20}|feedback|disclaimer|legal notice|subscribe|newsletters?|get involved|stay connected|tell us what you think|our (?:sponsors?|partners?)|upcoming events|events|jobs|job board|calendar|diary|quellen|weitere (?:meldungen|artikel|nachrichten).*|mehr zum thema|verwandte artikel|à lire aussi.*|sur le m[eê]me sujet|fuentes|m[aá]s noticias|noticias relacionadas|tambi[eé]n te puede interesar|fontes|leia tamb[eé]m|leggi anche|fonti|lees ook|bronnen|czytaj także|相关阅读|相关新闻|参考资料|来源|関連記事)",
)

OTHER_STORIES = (
    r"related(?: (?:stories|articles|news|topics|reading|links|content|posts|coverage))?|read (?:next|also)|see also|further reading|more (?:stories|articles|news|from us|on this(?: topic)?|to read|like this)|(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended(?: (?:for you|reading|stories))?|don.t miss|editors?.s? picks?|most (?:read|popular|viewed|shared)|trending(?: now)?|popular(?: (?:now|stories|posts))?|latest (?:posts|articles|videos)|previous (?:issues?|posts|stories)|from (?:our|the) (?:archives?|partners?|sponsors?))|weitere (?:artikel|meldungen)|das könnte sie auch interessieren|mehr zum thema|à lire aussi|sur le même sujet|m[aá]s noticias|te puede interesar|leia tamb[eé]m|leggi anche|lees ook|相关阅读|関連記事",
)

SECTION_LABELS = (
    r"(?:a |the )?(?:word|note|letter|message|line|thought|greeting) (?:from|by|to) (?:the|our|your|us)\b.{0,40}",
    r"(?:why|what|how|where|when|which|(?-i:[Ww]ho|WHO(?=[^a-z]+$)))\b.{0,60}",
    r"(?:and|but|so|then|or|now)\b.{0,60}\??",
    r"(?=.{0,36}$)(?:the|a|an|our|your|some|my|its|their)(?: \S+){0,3}",
    r"(?:in (?:brief|short|numbers|figures|detail|depth|context|a nutshell|one sentence)|at a glance|key (?:points?|facts?|figures?|takeaways?|findings?|messages?|dates?|numbers?)|takeaways?|highlights?|summary|background|context|analysis|details?|overview|introduction|conclusions?|outlook|implications|impact|reactions?|next steps?|timeline|methodology|bottom line|q&a|faq|sources?|commentary|comment|opinion|conclusion|looking ahead|then and now|executive summary|abstract|facts and figures|other (?:points|news|measures|provisions).*|money|people|risks?|benefits?|costs?|obstacles?|supply|demand)",
    r"(?:warum|was|wie|wer|wo|wann|hintergrund|fazit|ausblick|einordnung|worum geht es|pourquoi|comment|contexte|qu[eéi]\b.*|por qu[eé]|porque|contexto|antecedentes|perch[eé]|contesto|waarom|achtergrond|dlaczego|tło)\b.{0,60}",
)

WHERE_LABELS = (
    r"(?=.{0,36}$)(?!.*\b(?:world|news|globe|regions?|countr(?:y|ies)|states?|provinces?|capitals?|wires?|web|courts?|hill|agencies|radar|move|agenda|calendar|diary|horizon)\b)(?:at|in|on|off|behind|beyond|inside|outside|under|around|across|along|over|near|by|round) (?:the|your|our|my|their)(?: \S+){1,3}",
)
"""Heads that tell where the letter looks next, and not what happened: "At the pump", "In the kitchen"."""

MASTHEAD_WORDS = (
    r"brief|briefing|briefs|digest|letter|newsletter|weekly|daily|monthly|bulletin|wire|newswire|gazette|herald|times|tribune|observer|review|reader|notes?|report|reports|update|updates|issue|edition|news|journal|post|monitor|watch|newswatch|feed|desk|dispatch|dispatches|flash|roundup|round-up|round up|ticker|magazine|chronicle|courier|portal|online|blog|column|columns|memo|insight|insights|tracker|radar|circular|mail|mailing|points|press|agency|headlines|morning|evening|today|vol\.?|no\.|nr\.|issue \d+"
    r"|rundbrief|nachrichten|anzeiger|zeitung|lettre|bulletin|infolettre|actualit[eé]s|bolet[ií]n|noticias|resumen|boletim|not[ií]cias|resumo|notiziario|nieuwsbrief|biuletyn|nyhetsbrev|nyhetsbrevet|周报|简报|快讯|日报|通讯|ニュースレター|週報|뉴스레터"
)

GREETINGS = (
    r"(?:good )?(?:morning|afternoon|evening),? (?:all|everyone|everybody|folks|friends|team|readers?|colleagues|traders|neighbou?rs)\b.{0,40}",
    r"(?:please )?(?:find|see) (?:below|attached|enclosed)\b.{0,200}|(?:attached|enclosed|below) (?:is|are|you)\b.{0,200}|as promised\b.{0,200}|anbei\b.{0,200}|veuillez trouver\b.{0,200}|adjunt\w+\b.{0,200}",
    r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|g[’']day|greetings|jambo|habari\w*|karibu|selamat (?:pagi|siang|sore|malam)|mabuhay|magandang \w+|namaste|namaskar|salaa?m|salut|marhaba|merhaba|shalom|sawubona|sanibonani|kia ora|aloha|bula|talofa|xin ch[aà]o|sawasdee|annyeong|konnichiwa|moi|terve|hallå|dag|goedemorgen|goedendag|boa (?:tarde|noite)|buenas (?:tardes|noches)|bonsoir|buonasera|servus|moin|ahoj|dobr[ýy] den|zdravo|privet|geia sas|kalimera|friends|colleagues|folks|readers|comrades|ladies and gentlemen|welcome(?: back)?|happy \w+day|hallo|liebe|lieber|guten (?:morgen|tag)|bonjour|chers?|ch[eè]res?|hola|buenos d[ií]as|estimad[oa]s?|ol[aá]|bom dia|caros?|prezad[oa]s?|ciao|buongiorno|gentili|cari|beste|geachte|szanowni|dzień dobry|hei|kjære|hej|kära)\b.{0,60}[,!.:]",
    r"(?:dear|hello|hi|hey|liebe|lieber|chers?|ch[eè]res?|estimad[oa]s?|caros?|beste) [^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,2}",
    r"(?:welcome|welkom|willkommen|bienvenue|bienvenid[oa]s?|bem-vind[oa]s?|benvenut[io]|witamy|velkommen|välkommen)\b.{0,300}",
    r"(?:in this (?:issue|edition|newsletter|letter|week's|week’s)|here (?:is|are|'s|’s) (?:your|our|the|this|what|a|some|all)|below (?:you will find|are|is)|this (?:week|month|edition|issue)'?s? (?:in|newsletter|edition|issue|letter|brings|covers|digest)|today in|today's (?:top|stories|headlines|issue|edition)|inside (?:this|today))\b.{0,300}",
)

FURNITURE = (
    r"(?:.{0,80}?\b(?:english|deutsch|fran[cç]ais|espa[nñ]ol|italiano|portugu[eê]s|nederlands|polski|русский|українська|türkçe|中文|简体|繁體|繁体|日本語|한국어|العربية|हिन्दी|bahasa indonesia|tiếng việt|svenska|norsk|dansk|suomi|čeština|magyar|română|kiswahili)\b){3,}.{0,60}",
    r"(?:from the desk of|by the desk of|a (?:news)?letter (?:from|by))\b.{0,100}",
    r"(?:[^\W\d_]{3,12}\.?(?:\s?[–/-]\s?[^\W\d_]{3,12})?,? )(?:19|20)\d\d",
    r"[^!?:]{0,60}[\s(<]\S{1,60}@\S{1,60}\.\w+\W{0,3}.{0,30}",
    r"(?:from|to|cc|date|sent|reply-to|von|an|datum|de|para|fecha|data|da|van|aan)\s?:\s.{0,160}",
    r"(?:number|figure|chart|quote|word|picture|photo|stat|image|tweet|graph) of the (?:day|week|month|year)\b.{0,100}",
    r"press release|news release|media release|press office|pressemitteilung|communiqu[eé]|exclusive|breaking(?: news)?|opinion|editorial|analysis|feature|interview|what's new|what’s new|summary|abstract|tl;?dr\W?",
    r".{3,60}\bby the \w+(?: \w+)? (?:team|desk|editors|staff|newsroom)",
    r"(?:image|photo|picture|illustration|graphic|graphics|chart|figure|video|screenshot|drawing|map|caption|credit|photograph|foto|bild|abbildung|cr[eé]dit|图片|图|写真)(?: (?:credit|by|courtesy|source))?s?\s?[:：|(].{0,400}",
    r"\[(?:image|photo|picture|illustration|graphic|chart|figure|video|ad|advert|header|logo|banner|map|embed|story|advertisement|posted|updated|audio|table)\b[^\]]{0,400}\].{0,120}",
    r"(?:by|von|par|por|di|door|przez|av|af|words?|text|reporting|reporter|author|written by|story|autor|auteur|edited by|editor|edit|editing|proofs?|translated by)\s?(?:[:：|]|\s(?:[A-Z]\S+|our|the|staff|a|guest)).{0,140}",
    r"(?:posted|published|updated|last updated|filed|sent|issued|time|date|released|veröffentlicht|stand|publi[eé]|publicado|fecha|data|datum|data publikacji|opublikowano|发布时间|时间|日期)\b\s?(?:[:：|]|on|at|by|\d).{0,140}",
    r"(?:source|sources|via|picked from|poured from|seen in|quelle|fuente|fonte|bron|źródło|来源|出典|from)\s?[:：].{0,140}",
    r"(?:from|via|with|by) \S+(?: \S+){0,3} dispatch(?:es)?",
    r"(?:language|choose language|sprache|langue|idioma|lingua|taal|语言)\s?[:：].{0,80}",
    r"(?:for (?:immediate )?(?:use|release|members|subscribers)|embargoed?|not for publication|press release|pressemitteilung|communiqu[eé] de presse|nota de prensa|comunicado de prensa)\b.{0,60}",
    r"(?:advisory|advisories|eds|editors|refiles?|recasts?|recrops?|repeats?|clarifies|corrects|writethru|attention|note to desks?|embargo)\s?[:：(].{0,160}",
    r"\((?:adds|updates|refiles|recasts|corrects|clarifies|repeats|removes|rewrites)\b[^()]{0,160}\)",
    r"(?:text size|font size|a\+|\[a\]|site opened|mobile version|version mobile).{0,120}",
    r"(?:vol(?:ume)?\.?|issue|no\.?|nr\.?|number|ausgabe|num[eé]ro|n[uú]mero|edition|edizione|uitgave|wydanie|第)\s?#?\d+.{0,80}",
    r"(?:topics?|tags?|category|section|filed under|rubrik|rubrique|secci[oó]n)\s?[:：].{0,140}",
    r"\$ .{0,120}",
    r"@\w+\b.{0,80}",
    r"\d+ ?(?:hours?|hrs?|minutes?|mins?|days?|h) (?:ago|read)\b.{0,60}|\d+ min\b.{0,60}",
    r"\+? ?follow\b.{0,20}",
    r"(?:lang|menu|home|start|news|front page)\s?[>»›/|].{0,200}",
)

COUNTED_PARTS = (
    r"(?:lesson|step|part|phase|stage|point|chapter|reason|option|scenario|question|pillar|finding|rule|tip|section|teil|schritt|punkt|[eé]tape|partie|paso|parte|passo|punto|stap|deel|krok|część) (?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|[ivx]{1,4}|[A-F])\b.{0,140}",
    r"(?:first|second|third|fourth|fifth|finally|lastly|firstly|secondly|thirdly|one|two|three|four|five)[,:.] .{0,140}",
    r"[A-H][.)] .{0,140}",
)

ROUNDUPS = (
    r"(?:\w+ ){0,3}(?:news in brief|news briefs|briefs|news summary|week in review|(?:daily|weekly|morning|evening) (?:digest|briefs?|round-?up|news)|round-?up|news digest)(?: ?[:,–—-] .{3,24}| (?:for|of|at) .{3,24})?",
    r"(?:the |this |our |your )?(?:\w+ )?(?:week|month|day|fortnight|quarter|year)(?:'s|’s)? (?:in (?:review|brief|short|news)|at a glance|round-?up|review|digest|ahead)",
    r"(?:daily|weekly|monthly|morning|evening|regulatory|policy|news|legal|market)(?: \w+)? (?:round-?up|digest|wrap(?:-up)?|recap|review|summary)",
    r"(?:(?:in|and in|also in|other) )?(?:brief|short|briefs|the news|other news|news in brief|world news in brief|today's news|this week's news)(?: this week| today)?",
    r"(?:the |this week's |today's |our |this week’s |today’s |other |more |further |your )?(?:top |main |latest |other |key |big )?(?:stories|headlines|news|briefs|round-?up|bites|short takes|quick (?:hits|takes|reads|links)|in the news|nuggets|news bites|developments)(?: of (?:other stories|the (?:day|week|month)))?(?: in brief| this week| today| at a glance| you should know)?",
    r"(?:also|elsewhere(?: (?:in|on|at|around|this|from)\b.{0,40})?|in other news|meanwhile|what else(?: happened)?|also (?:this week|in the news|today|noted)|around the (?:world|region|country|regions)|from the (?:regions|provinces|states))",
    r"(?:kurz notiert|kurzmeldungen|meldungen|in kürze|en bref|br[eè]ves|les titres|en breve|breves|titulares|em resumo|curtas|notas|destaques|in breve|brevi|kort nieuws|kort|w skrócie|kort fortalt|简讯|要闻|本周要闻|一周要闻|ヘッドライン)",
)

CONTENTS = (
    r"(?:in|inside) (?:this|today.s|this week.s) (?:issue|edition|letter|newsletter|e-?mail|mail|digest|briefing|number)|(?:table of )?contents|what.s (?:inside|in (?:this|today.s|this week.s) \w+)|inside|also inside|today|this week|the headlines|headlines|at a glance|on the menu|agenda|index|in diesem (?:brief|newsletter|heft)|inhalt(?:sverzeichnis)?|heute|au sommaire|sommaire|dans ce num[eé]ro|en este n[uú]mero|[ií]ndice|sumario|nesta edi[cç][aã]o|in questo numero|sommario|in dit nummer|inhoud|w tym numerze|spis treści|本期(?:目录|内容|导读)|目录|目次",
)
"""Headings of a list of what follows."""

SUMMARIES = (
    r"(?:in )?(?:brief|short|summary|highlights|key points|a nutshell)|kurz|en bref|en breve|em resumo|in breve",
)
"""Headings of a round-up that may as well head the summary of one story."""

END_MARKS = (
    r"[\s*_#=–—.·-]*(?:ends?|fin|ende|eom|###+|more (?:to (?:follow|come)|follows|soon)\.?|developing(?: story)?\.?|end of (?:story|issue|newsletter|text|article|letter))[\s*_#=–—.·-]*",
)

SIGN_OFFS = (
    r"(?:best|kind|warm|warmest|many|with best|with kind)? ?(?:regards|wishes|greetings)(?: from [^.!?]{2,30})?\W*",
    r"(?:yours|cheers|sincerely|yours (?:sincerely|faithfully|truly)|all the best|thank you|thanks|take care|until (?:next time|next week|tomorrow))\W.{0,60}",
    r"(?:mit )?(?:freundlichen|besten|herzlichen|vielen|viele|liebe) gr(?:ü|ue)(?:ß|ss)en?\W*|cordialement\W*|atentamente\W*|saludos\W*|atenciosamente\W*|cordiali saluti\W*|met vriendelijke groet\W*|pozdrawiamy\W*|hilsen\W*",
    r"-- ?",
)

IMPRINTS = (
    r"(?-i:[A-Z]).{2,40}? (?:is|are) (?:put together|written|edited|compiled|produced|curated|sent(?: out)?|mailed|read|brought to you|published|made) (?:by|on|in|at|from|every|with|for|each|daily|weekly)\b.{0,120}",
    r"(?-i:[A-Z]).{2,40}? (?:goes out|comes out|appears|takes no|never takes|has (?:correspondents|desks|offices)|lives on|is free)\b.{0,120}",
)
"""What a letter says of itself in its last lines."""

SOURCE_LINES = (
    r"(?:sources?|via|seen in|from|quellen?|fuentes?|fonti|fontes?|bron(?:nen)?|źródł[oa]|kilder?|källa|来源|出典)\s?[:：].{2,140}",
)


TURNS = (
    r"(?:new|news|fresh|latest|just in|word|more) (?:from|out of) .{2,40}",
    r"(?:and )?(?:elsewhere|finally|separately|in other news|one (?:more|last) thing|on another note|also worth .{2,20}|last but not least|meanwhile|lastly)\b.{0,40}",
)
"""Headings that leave the story before them."""

LISTICLES = (
    r".{0,60}\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|a dozen|twelve) (?:\w+ ){0,2}?(?:things|questions|points|ways|reasons|facts|takeaways|lessons|charts|answers|steps|numbers|myths|tips)\b.{0,100}",
)
"""Headlines above the counted parts of a single story."""


def _joined(patterns: tuple[str, ...], whole: bool) -> re.Pattern[str]:
    tail = r"\Z" if whole else ""
    return re.compile(r"[^\w\[(#@$©+★☆⭐→»▸>]{0,6}(?:" + "|".join(patterns) + ")" + tail, re.IGNORECASE)


@cache
def boiler_whole() -> re.Pattern[str]:
    return _joined(BOILER_WHOLE, whole=True)


@cache
def boiler_begin() -> re.Pattern[str]:
    return _joined(BOILER_BEGIN, whole=False)


@cache
def boiler_within() -> re.Pattern[str]:
    return re.compile("|".join(BOILER_WITHIN), re.IGNORECASE)


def has_boiler(text: str) -> bool:
    """Whether `boiler_within` is found in a text; looked for only where one of the words stands that it takes, for it is
    tried at each letter."""
    low = text.casefold()
    told = any(word in low for word in BOILER_WORDS)
    told = told or (any(word in low for word in BEFORE_DIGITS) and any(map(str.isdecimal, low)))
    return (told or not DOTS.isdisjoint(text)) and boiler_within().search(text) is not None


@cache
def tail_head() -> re.Pattern[str]:
    return _joined(tuple(f"(?:{pattern})[\\s:]*" for pattern in TAIL_HEADS), whole=True)


@cache
def house_notice() -> re.Pattern[str]:
    return _joined(HOUSE_NOTICES, whole=False)


@cache
def section_label() -> re.Pattern[str]:
    return _joined(SECTION_LABELS, whole=True)


@cache
def where_label() -> re.Pattern[str]:
    return _joined(WHERE_LABELS, whole=True)


@cache
def masthead_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{MASTHEAD_WORDS})(?!\w)|(?:周报|简报|快讯|日报|通讯)", re.IGNORECASE)


@cache
def greeting() -> re.Pattern[str]:
    return _joined(GREETINGS, whole=True)


@cache
def furniture() -> re.Pattern[str]:
    return _joined(FURNITURE, whole=True)


@lru_cache(maxsize=2048)
def is_furniture(text: str) -> bool:
    """Whether `furniture` is all of a line; asked of each line several times, and of those of every issue."""
    return furniture().match(text) is not None


@cache
def counted_part() -> re.Pattern[str]:
    return _joined(COUNTED_PARTS, whole=True)


@cache
def end_mark() -> re.Pattern[str]:
    return _joined(END_MARKS, whole=True)


@cache
def sign_off() -> re.Pattern[str]:
    return _joined(SIGN_OFFS, whole=True)


@cache
def source_line() -> re.Pattern[str]:
    return _joined(SOURCE_LINES, whole=True)


@cache
def roundup() -> re.Pattern[str]:
    return _joined(tuple(f"(?:{pattern})\\W*" for pattern in ROUNDUPS), whole=True)


@cache
def other_stories() -> re.Pattern[str]:
    return _joined(tuple(f"(?:{pattern})[\\s:.…]*" for pattern in OTHER_STORIES), whole=True)


@cache
def summary() -> re.Pattern[str]:
    return _joined(tuple(f"(?:{pattern})\\W*" for pattern in SUMMARIES), whole=True)


@cache
def listicle() -> re.Pattern[str]:
    return _joined(LISTICLES, whole=True)


@cache
def imprint() -> re.Pattern[str]:
    return _joined(IMPRINTS, whole=True)


@cache
def contents() -> re.Pattern[str]:
    return _joined(tuple(f"(?:{pattern})[\\s:.…]*" for pattern in CONTENTS), whole=True)


@cache
def turn() -> re.Pattern[str]:
    return _joined(TURNS, whole=True)
