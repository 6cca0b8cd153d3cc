"""The words mail programs put around quotes and signatures, by language."""

# "On …, … wrote:" - first words of the line.
STARTERS = (
    "on|at|am|le|el|il|em|op|den|dana|dne|dňa|w dniu|dnia|в|у|la data de|pe data|"
    "el día|tarih|vào|pada|ngày|στις|a(?:z)?|på"
)
# Verbs, as they stand in that line. The last ones are written without spaces around them.
WROTE = (
    r"wrote|writes|schrieb|hat geschrieben|a [ée]crit|escribi[óo]|ha escrito|ha scritto|scrisse|"
    r"escreveu|schreef|geschreven|skrev|napisa[łl](?:\(a\)|a|/a)?|napsala?(?:\(a\))?|"
    r"nap[íi]sala?(?:\(a\))?|написала?(?:\(а\))?|пишет|писала?|пише|написав|написала|писав|"
    r"kirjoitti|[íi]rta|a scris|yazd[ıi]|έγραψε|đã viết|menulis|je napisao(?:/la)?|je pisal|rašė|"
    r"va escriure|escrigué"
)
# One of these is in every verb above: looking for them costs a tenth of asking the pattern.
WROTE_STEMS = (
    "wrote", "writes", "schr", "crit", "scri", "crisse", "creveu", "krev", "napi", "naps", "napí",
    "напи", "пише", "писа", "kirj", "irta", "írta", "yazd", "γραψε", "viết", "menulis", "pisa",
    "raš", "crigu",
)  # fmt: skip
WROTE_CJK = "写道|寫道|写到|のメール|書きました|작성|작성했습니다|님이 쓴 글|寫道"

# Lines such as "-----Original Message-----".
ORIGINAL = (
    "original message|original-nachricht|originalnachricht|ursprüngliche nachricht|"
    "ursprungliche nachricht|weitergeleitete nachricht|forwarded message|forwarded by|"
    "reply message|message d'origine|message original|message transféré|mensaje original|"
    "mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|"
    "messaggio inoltrato|messaggio originario|oorspronkelijk bericht|doorgestuurd bericht|"
    "originele bericht|original meddelande|ursprungligt meddelande|vidarebefordrat meddelande|"
    "opprinnelig melding|videresendt melding|oprindelig meddelelse|videresendt meddelelse|"
    "wiadomość oryginalna|oryginalna wiadomość|treść przekazanej wiadomości|původní zpráva|"
    "přeposlaná zpráva|pôvodná správa|исходное сообщение|пересылаемое сообщение|"
    "пересланное сообщение|оригінальне повідомлення|переслане повідомлення|eredeti üzenet|"
    "továbbított üzenet|mesaj original|mesaj redirecționat|alkuperäinen viesti|"
    "välitetty viesti|orijinal mesaj|αρχικό μήνυμα|原始邮件|原始郵件|转发的邮件|轉寄郵件|"
    "元のメッセージ|転送されたメッセージ|원본 메시지|전달된 메시지"
)
BEGIN_FORWARDED = (
    "begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|"
    "début du (?:message|mail) (?:réexpédié|transféré)|inicio del mensaje reenviado|"
    "inizio messaggio inoltrato|begin doorgestuurd bericht|início da mensagem reencaminhada"
)

# Header lines in a quoted header block. One row per meaning.
_FROM_WORDS = """
    from von de da van od от від fra från ot expéditeur desde mittente afzender lähettäjä
    feladó kimden gönderen nadawca odesílatel odosielateľ από
    发件人 寄件者 寄件人 差出人 送信者 보낸사람
    reply-to antwort-an
"""
FROM = frozenset(_FROM_WORDS.split()) | {"보낸 사람", "de la"}
_OTHER_WORDS = """
    sent date to subject cc bcc gesendet datum an betreff kopie cci envoyé date à a objet
    enviado fecha para asunto cco data enviada assunto inviato oggetto risposta per
    verzonden aan onderwerp wysłano wysłane do temat dw отправлено дата кому тема копия
    надіслано kom sendt dato til emne kopi skickat till ämne lähetetty vastaanottaja aihe
    pvm elküldve dátum címzett tárgy másolatot trimis către subiect gönderilen tarih kime
    konu odesláno komu předmět odoslané predmet στάλθηκε προς θέμα
    发送时间 日期 收件人 主题 抄送 寄件日期 主旨
    副本 收件者
    日付 宛先 件名 送信日時 보낸날짜 받는사람 제목 날짜
    antwort organisation organization importance
    wichtigkeit priority priorität importancia anhang anhänge attachments reply-to
    message-id newsgroups
"""
OTHER_HEADERS = frozenset(_OTHER_WORDS.split()) | {
    "보낸 날짜",
    "받는 사람",
    "to cc",
    "sent at",
    "date sent",
    "data wysłania",
}

# "Sent from my iPhone" and its kin, one pattern per language.
DEVICES = (
    r"(?:iphone|ipad|ipod|android|blackberry|samsung|galaxy|huawei|nokia|htc|pixel|xiaomi|"
    r"mobile|mobil|handy|smartphone|phone|tablet|outlook|mail|gmail|yahoo|protonmail|proton)"
)
MOBILE = (
    r"[<(\[*_\s]*sent (?:from|via|with|by|using) .{1,90}",
    rf"[<(\[*_\s]*from my {DEVICES}.{{0,60}}",
    r"[\w .'-]{1,30} from mobile",
    r"get \[?(?:outlook|yahoo mail|bluemail).{0,90}",
    rf"(?:von|aus) .{{1,40}}{DEVICES}.{{0,60}} gesendet.{{0,40}}",
    r"von mein(?:em|er) .{1,80} gesendet.{0,40}",
    rf"gesendet (?:mit|von|aus|über) .{{0,60}}{DEVICES}.{{0,60}}",
    r"diese nachricht wurde (?:von|mit) .{1,80} gesendet.{0,40}",
    r"(?:holen sie sich|laden sie|hol dir) outlook für .{1,60}",
    r"envoy[ée](?:e)? (?:depuis|de|à partir de|avec|par) .{1,80}",
    r"(?:obtenez|télécharger) outlook pour .{1,60}",
    r"enviado (?:desde|do|de|a partir do|con|via) .{1,80}",
    r"obtener outlook para .{1,60}",
    r"inviato (?:da|dal|con|tramite) .{1,80}",
    r"(?:scarica|ottieni) outlook per .{1,60}",
    r"(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via) .{1,80}",
    r"(?:sendt|skickat|skickades|sänt|lähetetty|enviat) (?:fra|från|via|med|des de|) ?.{1,80}",
    r"(?:wysłane|wysłano) (?:z|ze|przez) .{1,80}",
    r"(?:отправлено|надіслано|послано) (?:с|со|из|з|із|от) .{1,80}",
    r"(?:odesláno|odoslané) (?:z|ze|zo) .{1,80}",
    r"trimis (?:de pe|din) .{1,80}",
    r".{0,40}(?:cihazımdan|iphone'umdan|ipad'imden) gönderildi.{0,20}",
    r"從我的.{1,60}傳送.{0,10}",
    r"(?:发自|發自|从我的|來自).{1,60}",
    r".{1,60}から送信.{0,10}",
    r"나의 .{1,60}에서 보냄.{0,10}",
)
