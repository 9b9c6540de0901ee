<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>{share} up</source>
        <translation>{share} verfügbar</translation>
    </message>
    <message>
        <source>down {time}</source>
        <translation>ausgefallen {time}</translation>
    </message>
    <message>
        <source>{share} covered</source>
        <translation>{share} abgedeckt</translation>
    </message>
    <message>
        <source>week from {date}</source>
        <translation>Woche ab {date}</translation>
    </message>
    <message>
        <source>median {value}</source>
        <translation>Median {value}</translation>
    </message>
    <message>
        <source>95 % below {value}</source>
        <translation>95 % unter {value}</translation>
    </message>
    <message>
        <source>{n} check</source>
        <translation>{n} Prüfung</translation>
    </message>
    <message>
        <source>{n} checks</source>
        <translation>{n} Prüfungen</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{n} slow</source>
        <translation>{n} langsam</translation>
    </message>
    <message>
        <source>{n} unknown</source>
        <translation>{n} unbekannt</translation>
    </message>
    <message>
        <source>Discard what you entered?</source>
        <translation>Eingaben verwerfen?</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Next or previous monitor</source>
        <translation>Nächster oder voriger Monitor</translation>
    </message>
    <message>
        <source>J or K, ↓ or ↑</source>
        <translation>J oder K, ↓ oder ↑</translation>
    </message>
    <message>
        <source>Open the monitor</source>
        <translation>Den Monitor öffnen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Single letters work where the list of monitors has the focus.</source>
        <translation>Einzelne Buchstaben wirken, wo die Liste der Monitore den Fokus hat.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>About API Monitor</source>
        <translation>Über API Monitor</translation>
    </message>
    <message>
        <source>API Monitor {version}</source>
        <translation>API Monitor {version}</translation>
    </message>
    <message>
        <source>Watches HTTP APIs, websites and services from your own machine, and tells you when they are really down.

Nothing about them leaves this machine but the checks and the messages you set up.

MIT licence · Qt {qt}</source>
        <translation>Überwacht HTTP-APIs, Websites und Dienste vom eigenen Rechner aus und sagt, wann sie wirklich ausgefallen sind.

Nichts davon verlässt diesen Rechner außer den Prüfungen und den eingerichteten Nachrichten.

MIT-Lizenz · Qt {qt}</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>snoozed for another {time}, open</source>
        <translation>noch {time} zurückgestellt, offen</translation>
    </message>
    <message>
        <source>{word}, held back: {monitor} is down</source>
        <translation>{word}, zurückgehalten: {monitor} ist ausgefallen</translation>
    </message>
    <message>
        <source>{word}, held back by {monitor}</source>
        <translation>{word}, zurückgehalten wegen {monitor}</translation>
    </message>
    <message>
        <source>{word}, flapping</source>
        <translation>{word}, flatternd</translation>
    </message>
    <message>
        <source>for {time}</source>
        <translation>für {time}</translation>
    </message>
    <message>
        <source>after {time}</source>
        <translation>nach {time}</translation>
    </message>
    <message>
        <source>Expires in {time}: {said}</source>
        <translation>Läuft ab in {time}: {said}</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Flapping</source>
        <translation>Flatternd</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>Erinnerung</translation>
    </message>
    <message>
        <source>Expiring</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Channel failed</source>
        <translation>Kanal gescheitert</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Wieder offen</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Told after all</source>
        <translation>Doch noch gemeldet</translation>
    </message>
    <message>
        <source>Steady again</source>
        <translation>Wieder stabil</translation>
    </message>
    <message>
        <source>Woken</source>
        <translation>Geweckt</translation>
    </message>
    <message>
        <source>Reminded</source>
        <translation>Erinnert</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>API Monitor</source>
        <translation>API Monitor</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>failed: {why}</source>
        <translation>gescheitert: {why}</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>{tried}, next try {when}</source>
        <translation>{tried}, nächster Versuch {when}</translation>
    </message>
    <message>
        <source>undeliverable: {why}</source>
        <translation>unzustellbar: {why}</translation>
    </message>
    <message>
        <source>undeliverable</source>
        <translation>unzustellbar</translation>
    </message>
    <message>
        <source>Opened {time}</source>
        <translation>Geöffnet {time}</translation>
    </message>
    <message>
        <source>Acknowledged {time}</source>
        <translation>Bestätigt {time}</translation>
    </message>
    <message>
        <source>Snoozed until {time}</source>
        <translation>Zurückgestellt bis {time}</translation>
    </message>
    <message>
        <source>Closed {time}</source>
        <translation>Geschlossen {time}</translation>
    </message>
    <message>
        <source>Certificates are not verified: who answers may not be who the address says.</source>
        <translation>Zertifikate werden nicht geprüft: Wer antwortet, muss nicht der sein, den die Adresse nennt.</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>TLS not verified</source>
        <translation>TLS ungeprüft</translation>
    </message>
    <message>
        <source>Good when the request fails, and down when it succeeds.</source>
        <translation>Gut, wenn die Anfrage scheitert, und ausgefallen, wenn sie gelingt.</translation>
    </message>
    <message>
        <source>reverse</source>
        <translation>umgekehrt</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Umgekehrt</translation>
    </message>
    <message>
        <source>Asked through this machine&apos;s proxy, if it has one for the address.</source>
        <translation>Gefragt wird über den Proxy dieses Rechners, wenn er für die Adresse einen hat.</translation>
    </message>
    <message>
        <source>Asked through {proxy}.</source>
        <translation>Gefragt wird über {proxy}.</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Certificate valid until {date} ({left})</source>
        <translation>Zertifikat gültig bis {date} ({left})</translation>
    </message>
    <message>
        <source>Certificate expired on {date}</source>
        <translation>Zertifikat abgelaufen am {date}</translation>
    </message>
    <message>
        <source>Certificate rests on {subject}, valid until {date} ({left})</source>
        <translation>Zertifikat beruht auf {subject}, gültig bis {date} ({left})</translation>
    </message>
    <message>
        <source>Certificate rests on {subject}, expired on {date}</source>
        <translation>Zertifikat beruht auf {subject}, abgelaufen am {date}</translation>
    </message>
    <message>
        <source>{certificate}, issued by {issuer}</source>
        <translation>{certificate}, ausgestellt von {issuer}</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>Bis {time}</translation>
    </message>
    <message>
        <source>for {names} and {n} more</source>
        <translation>für {names} und {n} weitere</translation>
    </message>
    <message>
        <source>self-signed</source>
        <translation>selbst signiert</translation>
    </message>
    <message>
        <source>a root, which this machine judges by its own copy</source>
        <translation>eine Wurzel, die dieser Rechner nach seiner eigenen Kopie beurteilt</translation>
    </message>
    <message>
        <source>issued by {issuer}</source>
        <translation>ausgestellt von {issuer}</translation>
    </message>
    <message>
        <source>valid until {time}</source>
        <translation>gültig bis {time}</translation>
    </message>
    <message>
        <source>SHA-256 {fingerprint}</source>
        <translation>SHA-256 {fingerprint}</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>Bitte ausfüllen.</translation>
    </message>
    <message>
        <source>Enter a whole number.</source>
        <translation>Eine ganze Zahl eingeben.</translation>
    </message>
    <message>
        <source>Enter a number.</source>
        <translation>Eine Zahl eingeben.</translation>
    </message>
    <message>
        <source>Enter {limit} or more.</source>
        <translation>{limit} oder mehr eingeben.</translation>
    </message>
    <message>
        <source>Enter more than {limit}.</source>
        <translation>Mehr als {limit} eingeben.</translation>
    </message>
    <message>
        <source>Enter {limit} or less.</source>
        <translation>{limit} oder weniger eingeben.</translation>
    </message>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Body</translation>
    </message>
    <message>
        <source>{where} changed from {good} to {failing}</source>
        <translation>{where} änderte sich von {good} zu {failing}</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Remote address</source>
        <translation>Gegenadresse</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Chiffre</translation>
    </message>
    <message>
        <source>Issuer {n}</source>
        <translation>Aussteller {n}</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Ausgestellt von</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>TLS handshake</source>
        <translation>TLS-Handshake</translation>
    </message>
    <message>
        <source>First byte</source>
        <translation>Erstes Byte</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>No answer came.</source>
        <translation>Es kam keine Antwort.</translation>
    </message>
    <message>
        <source>{n} byte</source>
        <translation>{n} Byte</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} Bytes</translation>
    </message>
    <message>
        <source>{size} of data that is no text, SHA-256 {digest}</source>
        <translation>{size} Daten, die kein Text sind, SHA-256 {digest}</translation>
    </message>
    <message>
        <source>The beginning of {size}</source>
        <translation>Der Anfang von {size}</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>Die Antwort hat keinen Body.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Empty: a quarter of the interval, at least 10&#xa0;s.</source>
        <translation>Leer: ein Viertel des Intervalls, mindestens 10&#xa0;s.</translation>
    </message>
    <message>
        <source>Confirm every</source>
        <translation>Bestätigen alle</translation>
    </message>
    <message>
        <source>Only while this is up</source>
        <translation>Nur mit</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>of the last</source>
        <translation>von den letzten</translation>
    </message>
    <message>
        <source>checks failed</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>A monitor is down, and an alert opens, when so many of its last checks failed.</source>
        <translation>Ein Monitor gilt als ausgefallen, und ein Alarm beginnt, wenn so viele seiner letzten Prüfungen fehlschlugen.</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Haltezeit</translation>
    </message>
    <message>
        <source>As its tags say, else all channels</source>
        <translation>Wie die Tags sagen, sonst alle Kanäle</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Depends on</source>
        <translation>Hängt ab von</translation>
    </message>
    <message>
        <source>Commas between.</source>
        <translation>Mit Kommas dazwischen.</translation>
    </message>
    <message>
        <source>Who else is told, and how often</source>
        <translation>Wem sonst gemeldet wird, und wie oft</translation>
    </message>
    <message>
        <source>Empty: as its tags say; 0: never.</source>
        <translation>Leer: wie die Tags sagen; 0: nie.</translation>
    </message>
    <message>
        <source>Schedule &amp;&amp; a&amp;lerts</source>
        <translation>&amp;Zeitplan &amp;&amp; Alarme</translation>
    </message>
    <message>
        <source>Status code</source>
        <translation>Statuscode</translation>
    </message>
    <message>
        <source>Body text</source>
        <translation>Text des Body</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSON Schema</source>
        <translation>JSON Schema</translation>
    </message>
    <message>
        <source>Response time</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>Phase time</source>
        <translation>Zeit einer Phase</translation>
    </message>
    <message>
        <source>Body size</source>
        <translation>Größe des Body</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>ist kleiner als</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ist höchstens</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>ist größer als</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>ist mindestens</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>passt auf</translation>
    </message>
    <message>
        <source>does not match</source>
        <translation>passt nicht auf</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>ist da</translation>
    </message>
    <message>
        <source>is not there</source>
        <translation>ist nicht da</translation>
    </message>
    <message>
        <source>is of type</source>
        <translation>ist vom Typ</translation>
    </message>
    <message>
        <source>has the length</source>
        <translation>hat die Länge</translation>
    </message>
    <message>
        <source>is shorter than</source>
        <translation>ist kürzer als</translation>
    </message>
    <message>
        <source>is longer than</source>
        <translation>ist länger als</translation>
    </message>
    <message>
        <source>is valid by</source>
        <translation>ist gültig nach</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>A JSON value is right</source>
        <translation>Ein JSON-Wert stimmt</translation>
    </message>
    <message>
        <source>The body has a text</source>
        <translation>Im Body steht ein Text</translation>
    </message>
    <message>
        <source>The answer is JSON</source>
        <translation>Die Antwort ist JSON</translation>
    </message>
    <message>
        <source>Slower than 500 ms is DEGRADED</source>
        <translation>Langsamer als 500 ms ist DEGRADED</translation>
    </message>
    <message>
        <source>Send an API key</source>
        <translation>Einen API-Schlüssel senden</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>A&amp;uthentication</source>
        <translation>A&amp;uthentifizierung</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Token address</source>
        <translation>Adresse des Tokens</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Audience</translation>
    </message>
    <message>
        <source>In the Authorization header</source>
        <translation>Im Authorization-Header</translation>
    </message>
    <message>
        <source>In the form</source>
        <translation>Im Formular</translation>
    </message>
    <message>
        <source>Id and secret</source>
        <translation>ID und Geheimnis</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>In a header</source>
        <translation>In einem Header</translation>
    </message>
    <message>
        <source>In the query</source>
        <translation>In der Query</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Key of the client certificate</source>
        <translation>Schlüssel des Client-Zertifikats</translation>
    </message>
    <message>
        <source>Password of the key</source>
        <translation>Passwort des Schlüssels</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>User name and password (Basic)</source>
        <translation>Benutzername und Passwort (Basic)</translation>
    </message>
    <message>
        <source>User name and password (Digest)</source>
        <translation>Benutzername und Passwort (Digest)</translation>
    </message>
    <message>
        <source>Bearer token</source>
        <translation>Bearer-Token</translation>
    </message>
    <message>
        <source>OAuth 2 client credentials</source>
        <translation>OAuth 2 Client Credentials</translation>
    </message>
    <message>
        <source>It goes to the keychain. ${env:NAME} works too.</source>
        <translation>Es kommt in den Schlüsselbund. ${env:NAME} geht auch.</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key *.p12 *.pfx);;All files (*)</source>
        <translation>Zertifikate und Schlüssel (*.pem *.crt *.cer *.key *.p12 *.pfx);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>{n} mistake</source>
        <translation>{n} Fehler</translation>
    </message>
    <message>
        <source>{n} mistakes</source>
        <translation>{n} Fehler</translation>
    </message>
    <message>
        <source>{n} setting of your own</source>
        <translation>{n} eigene Einstellung</translation>
    </message>
    <message>
        <source>{n} settings of your own</source>
        <translation>{n} eigene Einstellungen</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Connection &amp;&amp; TLS</source>
        <translation>&amp;Verbindung &amp;&amp; TLS</translation>
    </message>
    <message>
        <source>Password of the proxy</source>
        <translation>Passwort des Proxys</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>Redirects</source>
        <translation>Weiterleitungen</translation>
    </message>
    <message>
        <source>HTTP/1.1</source>
        <translation>HTTP/1.1</translation>
    </message>
    <message>
        <source>HTTP/2</source>
        <translation>HTTP/2</translation>
    </message>
    <message>
        <source>The newest the server offers</source>
        <translation>Die neueste, die der Server anbietet</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>IPv4 first</source>
        <translation>IPv4 zuerst</translation>
    </message>
    <message>
        <source>IPv6 first</source>
        <translation>IPv6 zuerst</translation>
    </message>
    <message>
        <source>IPv4 only</source>
        <translation>Nur IPv4</translation>
    </message>
    <message>
        <source>IPv6 only</source>
        <translation>Nur IPv6</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Connect to</source>
        <translation>Verbinden mit</translation>
    </message>
    <message>
        <source>The certificate must be valid</source>
        <translation>Das Zertifikat muss gültig sein</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>Warn before its end</source>
        <translation>Vor dem Ende warnen</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>No JSON from line {line}, column {column} on: {why}.</source>
        <translation>Kein JSON ab Zeile {line}, Spalte {column}: {why}.</translation>
    </message>
    <message>
        <source>This JSON has a number or a depth that cannot be read.</source>
        <translation>In diesem JSON ist eine Zahl oder eine Tiefe, die sich nicht lesen lässt.</translation>
    </message>
    <message>
        <source>Expected status</source>
        <translation>Erwarteter Status</translation>
    </message>
    <message>
        <source>Latency threshold</source>
        <translation>Latenzschwelle</translation>
    </message>
    <message>
        <source>Empty: no threshold.</source>
        <translation>Leer: keine Schwelle.</translation>
    </message>
    <message>
        <source>Failing is good</source>
        <translation>Scheitern ist gut</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Empty: no target and no error budget.</source>
        <translation>Leer: kein Ziel und kein Fehlerbudget.</translation>
    </message>
    <message>
        <source>Uptime target</source>
        <translation>Verfügbarkeitsziel</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Apdex T</source>
        <translation>Apdex-T</translation>
    </message>
    <message>
        <source>Assertions</source>
        <translation>Annahmen</translation>
    </message>
    <message>
        <source>&amp;Assertions</source>
        <translation>&amp;Annahmen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Several with commas between.</source>
        <translation>Mehrere mit Kommas dazwischen.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Do not check for now</source>
        <translation>Vorerst nicht prüfen</translation>
    </message>
    <message>
        <source>L&amp;ist</source>
        <translation>L&amp;iste</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>The same as for down</source>
        <translation>Dieselben wie bei Ausfall</translation>
    </message>
    <message>
        <source>When slow</source>
        <translation>Bei Langsamkeit</translation>
    </message>
    <message>
        <source>For certificates</source>
        <translation>Bei Zertifikaten</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>While an alert is open and nobody has acknowledged or snoozed it.</source>
        <translation>Solange ein Alarm offen ist und niemand ihn bestätigt oder zurückgestellt hat.</translation>
    </message>
    <message>
        <source>Remind every</source>
        <translation>Erinnern alle</translation>
    </message>
    <message>
        <source>Then those below are told too.</source>
        <translation>Dann wird auch den folgenden gemeldet.</translation>
    </message>
    <message>
        <source>Escalate after</source>
        <translation>Eskalieren nach</translation>
    </message>
    <message>
        <source>Escalate to</source>
        <translation>Eskalieren an</translation>
    </message>
    <message>
        <source>Critical: also in quiet hours</source>
        <translation>Kritisch: auch in Ruhezeiten</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>The token comes from {host} and is kept until it expires.</source>
        <translation>Das Token kommt von {host} und wird behalten, bis es abläuft.</translation>
    </message>
    <message>
        <source>Digest: the server is asked for a challenge first; the password itself is not sent.</source>
        <translation>Digest: Der Server wird zuerst um eine Aufgabe gebeten; das Passwort selbst wird nicht gesendet.</translation>
    </message>
    <message>
        <source>this machine&apos;s proxy</source>
        <translation>der Proxy dieses Rechners</translation>
    </message>
    <message>
        <source>Through {proxy}.</source>
        <translation>Über {proxy}.</translation>
    </message>
    <message>
        <source>_api_monitor is another one each time, so that no cache knows the answer.</source>
        <translation>_api_monitor ist jedes Mal ein anderer, damit kein Zwischenspeicher die Antwort kennt.</translation>
    </message>
    <message>
        <source>To {address}, without looking the name up.</source>
        <translation>Zu {address}, ohne den Namen nachzuschlagen.</translation>
    </message>
    <message>
        <source>A client certificate is shown to the server.</source>
        <translation>Dem Server wird ein Client-Zertifikat gezeigt.</translation>
    </message>
    <message>
        <source>The certificate of the server is not verified.</source>
        <translation>Das Zertifikat des Servers wird nicht geprüft.</translation>
    </message>
    <message>
        <source>No redirect is followed.</source>
        <translation>Keiner Weiterleitung wird gefolgt.</translation>
    </message>
    <message>
        <source>At most {n} redirect is followed.</source>
        <translation>Höchstens {n} Weiterleitung wird gefolgt.</translation>
    </message>
    <message>
        <source>At most {n} redirects are followed.</source>
        <translation>Höchstens {n} Weiterleitungen wird gefolgt.</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>This rule would have alerted nobody in the last {period}</source>
        <translation>Diese Regel hätte niemanden alarmiert (letzte {period})</translation>
    </message>
    <message>
        <source>This rule would have alerted {times} in the last {period} ({more})</source>
        <translation>Diese Regel hätte {times} alarmiert (letzte {period}; {more})</translation>
    </message>
    <message>
        <source>{said}; as it is now: never.</source>
        <translation>{said}; wie es jetzt ist: nie.</translation>
    </message>
    <message>
        <source>{said}; as it is now: {times}.</source>
        <translation>{said}; wie es jetzt ist: {times}.</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>{n} times</source>
        <translation>{n} Mal</translation>
    </message>
    <message>
        <source>of them {n} slow</source>
        <translation>davon {n} langsam</translation>
    </message>
    <message>
        <source>the longest {time}</source>
        <translation>der längste {time}</translation>
    </message>
    <message>
        <source>{n} message</source>
        <translation>{n} Nachricht</translation>
    </message>
    <message>
        <source>{n} messages</source>
        <translation>{n} Nachrichten</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Ask past caches</source>
        <translation>An Zwischenspeichern vorbei fragen</translation>
    </message>
    <message>
        <source>Caching</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>&amp;Request</source>
        <translation>&amp;Anfrage</translation>
    </message>
    <message>
        <source>JSON if it reads as JSON, else text</source>
        <translation>JSON, wenn es sich so lesen lässt, sonst Text</translation>
    </message>
    <message>
        <source>Form: name=value, a line each</source>
        <translation>Formular: Name=Wert, je eine Zeile</translation>
    </message>
    <message>
        <source>XML</source>
        <translation>XML</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>GraphQL</source>
        <translation>GraphQL</translation>
    </message>
    <message>
        <source>Values that are secret by their name go to the keychain; ${env:NAME} works too.</source>
        <translation>Werte, deren Name auf ein Geheimnis deutet, kommen in den Schlüsselbund; ${env:NAME} geht auch.</translation>
    </message>
    <message>
        <source>Name of the parameter</source>
        <translation>Name des Parameters</translation>
    </message>
    <message>
        <source>Value of the parameter</source>
        <translation>Wert des Parameters</translation>
    </message>
    <message>
        <source>Add parameter</source>
        <translation>Parameter hinzufügen</translation>
    </message>
    <message>
        <source>Remove this parameter</source>
        <translation>Diesen Parameter entfernen</translation>
    </message>
    <message>
        <source>Name of the header</source>
        <translation>Name des Headers</translation>
    </message>
    <message>
        <source>Value of the header</source>
        <translation>Wert des Headers</translation>
    </message>
    <message>
        <source>Add header</source>
        <translation>Header hinzufügen</translation>
    </message>
    <message>
        <source>Remove this header</source>
        <translation>Diesen Header entfernen</translation>
    </message>
    <message>
        <source>Off.</source>
        <translation>Aus.</translation>
    </message>
    <message>
        <source>Could not be made: {why}</source>
        <translation>Konnte nicht erstellt werden: {why}</translation>
    </message>
    <message>
        <source>It is tried again at {time}.</source>
        <translation>Es wird {time} wieder versucht.</translation>
    </message>
    <message>
        <source>Last made {time}: {where}.</source>
        <translation>Zuletzt erstellt {time}: {where}.</translation>
    </message>
    <message>
        <source>Next: {time}.</source>
        <translation>Nächstes Mal: {time}.</translation>
    </message>
    <message>
        <source>A scheduled report could not be made. {why}</source>
        <translation>Ein geplanter Bericht konnte nicht erstellt werden. {why}</translation>
    </message>
    <message>
        <source>Report with charts</source>
        <translation>Bericht mit Diagrammen</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Single results</source>
        <translation>Einzelne Ergebnisse</translation>
    </message>
    <message>
        <source>Uptime by day</source>
        <translation>Verfügbarkeit je Tag</translation>
    </message>
    <message>
        <source>For reading: uptime, targets, latency, charts, incidents, and the rules used.</source>
        <translation>Zum Lesen: Verfügbarkeit, Ziele, Latenz, Diagramme, Vorfälle und die geltenden Regeln.</translation>
    </message>
    <message>
        <source>A row a monitor: uptime, coverage, checks, failures, alerts, downtime, latencies.</source>
        <translation>Eine Zeile je Monitor: Verfügbarkeit, Abdeckung, Prüfungen, Fehlschläge, Alarme, Ausfallzeit, Latenzen.</translation>
    </message>
    <message>
        <source>A row a check: time, outcome, latency, status code, cause, message, phases.</source>
        <translation>Eine Zeile je Prüfung: Zeit, Ergebnis, Latenz, Statuscode, Ursache, Meldung, Phasen.</translation>
    </message>
    <message>
        <source>A row an alert that was open at some time of the period.</source>
        <translation>Eine Zeile je Alarm, der irgendwann im Zeitraum offen war.</translation>
    </message>
    <message>
        <source>A row a monitor and day: uptime, coverage, downtime, checks, failures.</source>
        <translation>Eine Zeile je Monitor und Tag: Verfügbarkeit, Abdeckung, Ausfallzeit, Prüfungen, Fehlschläge.</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>HTML, one file</source>
        <translation>HTML, eine Datei</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV, für Tabellenkalkulationen</translation>
    </message>
    <message>
        <source>JSON Lines, for programs</source>
        <translation>JSON Lines, für Programme</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>The demo is not started at login.</source>
        <translation>Die Demo wird nicht beim Anmelden gestartet.</translation>
    </message>
    <message>
        <source>Hidden in the tray. It is set in {place}. Default: off.</source>
        <translation>Verborgen im Infobereich. Eingestellt wird es in {place}. Vorgabe: aus.</translation>
    </message>
    <message>
        <source>This cannot be set: {why}.</source>
        <translation>Das lässt sich nicht einstellen: {why}.</translation>
    </message>
    <message>
        <source>does not deliver: {error}</source>
        <translation>stellt nicht zu: {error}</translation>
    </message>
    <message>
        <source>nothing sent yet</source>
        <translation>noch nichts gesendet</translation>
    </message>
    <message>
        <source>delivered {when}</source>
        <translation>zugestellt {when}</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>not delivered so far, tried again {when}: {error}</source>
        <translation>bisher nicht zugestellt, wieder versucht {when}: {error}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>could not be delivered: {error}</source>
        <translation>war nicht zuzustellen: {error}</translation>
    </message>
    <message>
        <source>The channel {name} does not deliver: {error}</source>
        <translation>Der Kanal {name} stellt nicht zu: {error}</translation>
    </message>
    <message>
        <source>{said} {count} more channels fail as well.</source>
        <translation>{said} {count} weitere Kanäle scheitern ebenfalls.</translation>
    </message>
    <message>
        <source>Slack makes one under Apps → Incoming Webhooks. It goes to the keychain. ${env:NAME} works too.</source>
        <translation>Slack erstellt ihn unter Apps → Incoming Webhooks. Er kommt in den Schlüsselbund. ${env:NAME} geht auch.</translation>
    </message>
    <message>
        <source>Webhook address</source>
        <translation>Webhook-Adresse</translation>
    </message>
    <message>
        <source>A message in the channel of an incoming webhook</source>
        <translation>Eine Nachricht im Kanal eines Incoming Webhooks</translation>
    </message>
    <message>
        <source>Slack</source>
        <translation>Slack</translation>
    </message>
    <message>
        <source>Bot token</source>
        <translation>Bot-Token</translation>
    </message>
    <message>
        <source>Under OAuth &amp; Permissions of your Slack app, which needs the scope chat:write. It goes to the keychain.</source>
        <translation>Unter OAuth &amp; Permissions Ihrer Slack-App, die den Scope chat:write braucht. Es kommt in den Schlüsselbund.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Its name or ID. Invite the app there: /invite @your-app</source>
        <translation>Sein Name oder seine ID. Die App dort einladen: /invite @your-app</translation>
    </message>
    <message>
        <source>Recovery in the thread of the first message, which then says so too</source>
        <translation>Die Erholung im Thread der ersten Nachricht, die es dann auch sagt</translation>
    </message>
    <message>
        <source>Slack app</source>
        <translation>Slack-App</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>TLS from the start</source>
        <translation>TLS von Anfang an</translation>
    </message>
    <message>
        <source>None: everything is sent in the clear</source>
        <translation>Keine: Alles wird unverschlüsselt gesendet</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Empty where no login is needed</source>
        <translation>Leer, wo keine Anmeldung nötig ist</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>By your own mail server</source>
        <translation>Über den eigenen Mailserver</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>JSON with placeholders: {{title}}, {{text}}, {{monitor}}, {{event}} … Empty: all there is.</source>
        <translation>JSON mit Platzhaltern: {{title}}, {{text}}, {{monitor}}, {{event}} … Leer: alles, was es gibt.</translation>
    </message>
    <message>
        <source>Signing secret</source>
        <translation>Signaturgeheimnis</translation>
    </message>
    <message>
        <source>Signs every request by HMAC-SHA256 in X-API-Monitor-Signature, with its time. Empty: unsigned.</source>
        <translation>Signiert jede Anfrage mit HMAC-SHA256 in X-API-Monitor-Signature, samt ihrer Zeit. Leer: nicht signiert.</translation>
    </message>
    <message>
        <source>Your own service: method, headers and JSON as it wants them, signed</source>
        <translation>Ein eigener Dienst: Methode, Header und JSON, wie er sie will, signiert</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Channel settings → Integrations → Webhooks → Copy Webhook URL.</source>
        <translation>Kanaleinstellungen → Integrationen → Webhooks → Webhook-URL kopieren.</translation>
    </message>
    <message>
        <source>Discord</source>
        <translation>Discord</translation>
    </message>
    <message>
        <source>A message in a Discord channel</source>
        <translation>Eine Nachricht in einem Discord-Kanal</translation>
    </message>
    <message>
        <source>In Teams: Workflows → “Post to a channel when a webhook request is received” → copy the address.</source>
        <translation>In Teams: Workflows → „Bei Empfang einer Webhook-Anforderung in einem Kanal posten“ → die Adresse kopieren.</translation>
    </message>
    <message>
        <source>Workflow address</source>
        <translation>Workflow-Adresse</translation>
    </message>
    <message>
        <source>Microsoft Teams</source>
        <translation>Microsoft Teams</translation>
    </message>
    <message>
        <source>A card in a channel or chat, by a workflow</source>
        <translation>Eine Karte in einem Kanal oder Chat, durch einen Workflow</translation>
    </message>
    <message>
        <source>@BotFather gives it for a new bot.</source>
        <translation>@BotFather gibt es für einen neuen Bot.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>A chat&apos;s number, or the @name of a channel, with the bot in it.</source>
        <translation>Die Nummer eines Chats oder der @Name eines Kanals, in dem der Bot ist.</translation>
    </message>
    <message>
        <source>Telegram</source>
        <translation>Telegram</translation>
    </message>
    <message>
        <source>A message from your own bot</source>
        <translation>Eine Nachricht von einem eigenen Bot</translation>
    </message>
    <message>
        <source>Integration key</source>
        <translation>Integrationsschlüssel</translation>
    </message>
    <message>
        <source>Of the service: Integrations → Events API v2.</source>
        <translation>Des Dienstes: Integrations → Events API v2.</translation>
    </message>
    <message>
        <source>Integrations → API Access Keys.</source>
        <translation>Integrations → API Access Keys.</translation>
    </message>
    <message>
        <source>PagerDuty</source>
        <translation>PagerDuty</translation>
    </message>
    <message>
        <source>An event for whoever is on call</source>
        <translation>Ein Ereignis für die Rufbereitschaft</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Whoever knows the topic can read it.</source>
        <translation>Wer das Thema kennt, kann mitlesen.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Empty: ntfy.sh.</source>
        <translation>Leer: ntfy.sh.</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>Where the topic is protected.</source>
        <translation>Wo das Thema geschützt ist.</translation>
    </message>
    <message>
        <source>ntfy</source>
        <translation>ntfy</translation>
    </message>
    <message>
        <source>A push to telephones, without an account</source>
        <translation>Eine Push-Nachricht auf Telefone, ohne Konto</translation>
    </message>
    <message>
        <source>Your number there.</source>
        <translation>Ihre Nummer dort.</translation>
    </message>
    <message>
        <source>With the country&apos;s code.</source>
        <translation>Mit der Landesvorwahl.</translation>
    </message>
    <message>
        <source>Account SID</source>
        <translation>Account-SID</translation>
    </message>
    <message>
        <source>Both are on the first page of the console.</source>
        <translation>Beide stehen auf der ersten Seite der Konsole.</translation>
    </message>
    <message>
        <source>Auth token</source>
        <translation>Auth-Token</translation>
    </message>
    <message>
        <source>SMS by Twilio</source>
        <translation>SMS über Twilio</translation>
    </message>
    <message>
        <source>A short message to a telephone</source>
        <translation>Eine Kurznachricht auf ein Telefon</translation>
    </message>
    <message>
        <source>Both are on the first page of the dashboard.</source>
        <translation>Beide stehen auf der ersten Seite des Dashboards.</translation>
    </message>
    <message>
        <source>API secret</source>
        <translation>API-Geheimnis</translation>
    </message>
    <message>
        <source>SMS by Vonage</source>
        <translation>SMS über Vonage</translation>
    </message>
    <message>
        <source>As on appriseit.com/services, such as gotify://host/token. It goes to the keychain. ${env:NAME} works.</source>
        <translation>Wie auf appriseit.com/services, etwa gotify://host/token. Sie kommt in den Schlüsselbund. ${env:NAME} geht auch.</translation>
    </message>
    <message>
        <source>Apprise address</source>
        <translation>Apprise-Adresse</translation>
    </message>
    <message>
        <source>More than 100 services by their Apprise address</source>
        <translation>Über 100 Dienste durch ihre Apprise-Adresse</translation>
    </message>
    <message>
        <source>Other service</source>
        <translation>Anderer Dienst</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>The program, then each argument on its own line. No shell; see API_MONITOR_TITLE and so on.</source>
        <translation>Das Programm, dann jedes Argument in einer eigenen Zeile. Keine Shell; siehe API_MONITOR_TITLE und weitere.</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>This program is run as you for every message. Add only what you trust.</source>
        <translation>Dieses Programm läuft bei jeder Nachricht mit Ihren Rechten. Nur hinzufügen, was Vertrauen verdient.</translation>
    </message>
    <message>
        <source>A program of this machine, run for every message</source>
        <translation>Ein Programm dieses Rechners, das bei jeder Nachricht läuft</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Checks go on, but nobody is alerted and nothing enters uptime. Afterwards all is judged anew.</source>
        <translation>Es wird weiter geprüft, aber niemand alarmiert, und nichts geht in die Verfügbarkeit ein. Danach wird alles neu beurteilt.</translation>
    </message>
    <message>
        <source>Maintenance windows</source>
        <translation>Wartungsfenster</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>preferences options keychain autostart dark mode</source>
        <translation>Einstellungen Optionen Schlüsselbund Autostart dunkel</translation>
    </message>
    <message>
        <source>notifications Slack e-mail Teams Discord Telegram PagerDuty SMS webhook command</source>
        <translation>Benachrichtigungen Slack E-Mail Teams Discord Telegram PagerDuty SMS Webhook Befehl</translation>
    </message>
    <message>
        <source>Who is told, by tag</source>
        <translation>Wem gemeldet wird, nach Tag</translation>
    </message>
    <message>
        <source>notifications routing escalation reminders critical</source>
        <translation>Benachrichtigungen Verteilung Eskalation Erinnerungen kritisch</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>night silence</source>
        <translation>Nacht Stille Ruhe</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>newer version download release news</source>
        <translation>neue neuere Version Download Aktualisierung Neuigkeiten</translation>
    </message>
    <message>
        <source>For all monitors that say nothing else themselves.</source>
        <translation>Für alle Monitore, die selbst nichts anderes sagen.</translation>
    </message>
    <message>
        <source>Nobody is asked unless you switch it on. Help → Check for updates asks at once.</source>
        <translation>Niemand wird gefragt, solange es nicht eingeschaltet ist. Hilfe → Nach Updates suchen fragt sofort.</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>Wartung</translation>
    </message>
    <message>
        <source>Scheduled reports</source>
        <translation>Geplante Berichte</translation>
    </message>
    <message>
        <source>weekly monthly PDF CSV e-mail folder</source>
        <translation>wöchentlich monatlich PDF CSV E-Mail Ordner</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>retention history size disk database days clean up vacuum</source>
        <translation>Aufbewahrung Verlauf Größe Festplatte Datenbank Tage aufräumen löschen</translation>
    </message>
    <message>
        <source>copy database restore damage integrity check</source>
        <translation>Kopie Datenbank wiederherstellen Schaden Prüfung</translation>
    </message>
    <message>
        <source>Data and secrets</source>
        <translation>Daten und Geheimnisse</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Copy the path of the data folder</source>
        <translation>Pfad des Datenordners kopieren</translation>
    </message>
    <message>
        <source>Monitors, settings, history, evidence and the log. Close API Monitor before you copy or move it.</source>
        <translation>Monitore, Einstellungen, Verlauf, Belege und Protokoll. Vor dem Kopieren oder Verschieben API Monitor schließen.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>No backups yet. The first one is made a minute after the start.</source>
        <translation>Noch keine Sicherungen. Die erste entsteht eine Minute nach dem Start.</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen …</translation>
    </message>
    <message>
        <source>Check for damage</source>
        <translation>Auf Schäden prüfen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>The program copies its database every day it runs and keeps the copies of 7 days. Secrets are not in it.</source>
        <translation>Das Programm kopiert seine Datenbank an jedem Tag, an dem es läuft, und behält die Kopien von 7 Tagen. Geheimnisse sind nicht darin.</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>Diese Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>What is in this backup</source>
        <translation>Was in dieser Sicherung ist</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>Verlauf löschen</translation>
    </message>
    <message>
        <source>{n} monitor</source>
        <translation>{n} Monitor</translation>
    </message>
    <message>
        <source>{n} monitors</source>
        <translation>{n} Monitore</translation>
    </message>
    <message>
        <source>Take away the checks of {what}?</source>
        <translation>Die Prüfungen von {what} löschen?</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Those of some days:</source>
        <translation>Die einiger Tage:</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Uptime, latencies and charts are counted without them, and what was seen in them goes too. Of times whose single checks are gone, whole hours or days go. Alerts stay. This cannot be undone.</source>
        <translation>Verfügbarkeit, Latenzen und Diagramme werden ohne sie gerechnet, und was in ihnen zu sehen war, geht mit. Wo es keine einzelnen Prüfungen mehr gibt, gehen ganze Stunden oder Tage. Alarme bleiben. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Taking them away … You can close this, it goes on.</source>
        <translation>Sie werden gelöscht … Das Fenster kann geschlossen werden, es geht weiter.</translation>
    </message>
    <message>
        <source>Not cleared: {why}</source>
        <translation>Nicht gelöscht: {why}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>newest check {time}</source>
        <translation>neueste Prüfung {time}</translation>
    </message>
    <message>
        <source>Making a backup…</source>
        <translation>Sicherung wird erstellt …</translation>
    </message>
    <message>
        <source>Looking through the database…</source>
        <translation>Die Datenbank wird durchgesehen …</translation>
    </message>
    <message>
        <source>Looking through the backup…</source>
        <translation>Die Sicherung wird durchgesehen …</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>Made a backup of {size}.</source>
        <translation>Eine Sicherung von {size} ist erstellt.</translation>
    </message>
    <message>
        <source>The database is damaged ({problem}). It is replaced now.</source>
        <translation>Die Datenbank ist beschädigt ({problem}). Sie wird jetzt ersetzt.</translation>
    </message>
    <message>
        <source>The database is sound.</source>
        <translation>Die Datenbank ist in Ordnung.</translation>
    </message>
    <message>
        <source>Restored. What was there before is kept as {file}.</source>
        <translation>Wiederhergestellt. Was vorher da war, ist als {file} aufbewahrt.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Newest check</source>
        <translation>Neueste Prüfung</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>It takes the place of the database: what came after its newest check is gone from the window. The present database is kept beside it. Messages that still waited then are not sent.</source>
        <translation>Sie tritt an die Stelle der Datenbank: Was nach ihrer neuesten Prüfung kam, ist aus dem Fenster verschwunden. Die jetzige Datenbank wird daneben aufbewahrt. Nachrichten, die damals noch warteten, werden nicht gesendet.</translation>
    </message>
    <message>
        <source>The database was damaged and was replaced by the backup of {time}.</source>
        <translation>Die Datenbank war beschädigt und wurde durch die Sicherung von {time} ersetzt.</translation>
    </message>
    <message>
        <source>The database was damaged, and there was no backup: a new one was begun.</source>
        <translation>Die Datenbank war beschädigt, und es gab keine Sicherung: Eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>{n} newer results could be read from it</source>
        <translation>{n} neuere Ergebnisse waren noch lesbar</translation>
    </message>
    <message>
        <source>{results}, and all monitors, channels and settings</source>
        <translation>{results}, und alle Monitore, Kanäle und Einstellungen</translation>
    </message>
    <message>
        <source>Everything else from {start} to {end} is lost.</source>
        <translation>Alles andere von {start} bis {end} ist verloren.</translation>
    </message>
    <message>
        <source>Everything else until {end} is lost.</source>
        <translation>Alles andere bis {end} ist verloren.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Passwords, tokens and webhook addresses are never in the data folder, its backups or exports.</source>
        <translation>Passwörter, Tokens und Webhook-Adressen stehen nie im Datenordner, seinen Sicherungen oder Exporten.</translation>
    </message>
    <message>
        <source>In the keychain of this system: {name}</source>
        <translation>Im Schlüsselbund dieses Systems: {name}</translation>
    </message>
    <message>
        <source>Only in memory, until API Monitor ends: {why}.</source>
        <translation>Nur im Speicher, bis API Monitor endet: {why}.</translation>
    </message>
    <message>
        <source>Monday&apos;s for every day</source>
        <translation>Montag für jeden Tag</translation>
    </message>
    <message>
        <source>Only critical alerts are told. All others wait, and each channel gets one message of them at the end. Which are critical is said in a monitor&apos;s dialog and by tag.</source>
        <translation>Nur kritische Alarme werden gemeldet. Alle anderen warten, und jeder Kanal bekommt am Ende eine Nachricht über sie. Welche kritisch sind, steht im Dialog eines Monitors und bei den Tags.</translation>
    </message>
    <message>
        <source>Default: {value}.</source>
        <translation>Vorgabe: {value}.</translation>
    </message>
    <message>
        <source>Restore default</source>
        <translation>Vorgabe wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the default of {name}</source>
        <translation>Die Vorgabe von {name} wiederherstellen</translation>
    </message>
    <message>
        <source>Saved view</source>
        <translation>Gespeicherte Ansicht</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Reports of the last week or month, made by themselves while the program runs, or as soon as it runs again.</source>
        <translation>Berichte über die letzte Woche oder den letzten Monat, die von selbst entstehen, während das Programm läuft oder sobald es wieder läuft.</translation>
    </message>
    <message>
        <source>New report</source>
        <translation>Neuer Bericht</translation>
    </message>
    <message>
        <source>Say nothing for this tag</source>
        <translation>Zu diesem Tag nichts sagen</translation>
    </message>
    <message>
        <source>What a tag says holds for each monitor that has it and says nothing else itself. Of several tags, the first that says something counts.</source>
        <translation>Was ein Tag sagt, gilt für jeden Monitor, der ihn hat und selbst nichts anderes sagt. Von mehreren Tags zählt der erste, der etwas sagt.</translation>
    </message>
    <message>
        <source>&lt; 1 ms</source>
        <translation>&lt; 1 ms</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} Std.</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} T.</translation>
    </message>
    <message>
        <source>{n} day</source>
        <translation>{n} Tag</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} Tage</translation>
    </message>
    <message>
        <source>{n} hour</source>
        <translation>{n} Stunde</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} Stunden</translation>
    </message>
    <message>
        <source>{n} minute</source>
        <translation>{n} Minute</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} Minuten</translation>
    </message>
    <message>
        <source>{n} second</source>
        <translation>{n} Sekunde</translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation>{n} Sekunden</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>vor {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>in {time}</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Beeinträchtigt</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Redirect</source>
        <translation>Weiterleitung</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Unexpected status</source>
        <translation>Unerwarteter Status</translation>
    </message>
    <message>
        <source>Assertion</source>
        <translation>Annahme</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Expiry</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Internal error</source>
        <translation>Interner Fehler</translation>
    </message>
    <message>
        <source>Held back: {monitor} is down</source>
        <translation>Zurückgehalten: {monitor} ist ausgefallen</translation>
    </message>
    <message>
        <source>{failed} of last {checked} failed: alerts at {limit}</source>
        <translation>{failed} der letzten {checked} fehlgeschlagen: Alarm bei {limit}</translation>
    </message>
    <message>
        <source>{good} of last {checked} good again: recovers at {limit}</source>
        <translation>{good} der letzten {checked} wieder gut: erholt bei {limit}</translation>
    </message>
    <message>
        <source>{failed} of last {checked} failed</source>
        <translation>{failed} der letzten {checked} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{took}, slower than {limit}</source>
        <translation>{took}, langsamer als {limit}</translation>
    </message>
    <message>
        <source>This machine could not tell</source>
        <translation>Dieser Rechner konnte es nicht feststellen</translation>
    </message>
    <message>
        <source>Waiting for the first check</source>
        <translation>Wartet auf die erste Prüfung</translation>
    </message>
    <message>
        <source>Down for {time}</source>
        <translation>Ausgefallen seit {time}</translation>
    </message>
    <message>
        <source>Paused for {time}</source>
        <translation>Pausiert seit {time}</translation>
    </message>
    <message>
        <source>Certificate has expired</source>
        <translation>Zertifikat ist abgelaufen</translation>
    </message>
    <message>
        <source>Certificate expires in {time}</source>
        <translation>Zertifikat läuft ab in {time}</translation>
    </message>
    <message>
        <source>{state} for {time}</source>
        <translation>{state} seit {time}</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Closing the window</source>
        <translation>Beim Schließen des Fensters</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Desktop notifications</source>
        <translation>Desktop-Benachrichtigungen</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Hides it in the tray</source>
        <translation>Verbirgt es im Infobereich</translation>
    </message>
    <message>
        <source>IP address to connect to instead of looking the name up</source>
        <translation>IP-Adresse, mit der verbunden wird, statt den Namen nachzuschlagen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Largest size</source>
        <translation>Größter Umfang</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Minimise to the tray</source>
        <translation>In den Infobereich minimieren</translation>
    </message>
    <message>
        <source>Minimises it</source>
        <translation>Minimiert es</translation>
    </message>
    <message>
        <source>PEM file of further certificate authorities to trust</source>
        <translation>PEM-Datei mit weiteren Zertifizierungsstellen, denen vertraut wird</translation>
    </message>
    <message>
        <source>PEM file of the certificate&apos;s key, if it is not in the same file</source>
        <translation>PEM-Datei des Schlüssels zum Zertifikat, wenn er nicht in derselben Datei steht</translation>
    </message>
    <message>
        <source>PEM or PKCS#12 file of a certificate to show the server</source>
        <translation>PEM- oder PKCS#12-Datei eines Zertifikats, das dem Server gezeigt wird</translation>
    </message>
    <message>
        <source>Quits API Monitor</source>
        <translation>Beendet API Monitor</translation>
    </message>
    <message>
        <source>Sound with notifications</source>
        <translation>Ton bei Benachrichtigungen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>a key in a header or in the query</source>
        <translation>ein Schlüssel in einem Header oder in der Query</translation>
    </message>
    <message>
        <source>a minimised window is in the tray only, where there is one</source>
        <translation>ein minimiertes Fenster ist nur im Infobereich, wo es einen gibt</translation>
    </message>
    <message>
        <source>a monitor; while it is not up nothing is checked, and nothing counts</source>
        <translation>ein Monitor; solange er nicht verfügbar ist, wird nichts geprüft, und nichts zählt</translation>
    </message>
    <message>
        <source>added to the query of the address, for the target&apos;s own origin only</source>
        <translation>der Query der Adresse hinzugefügt, nur für den Ursprung des Ziels</translation>
    </message>
    <message>
        <source>address of a proxy (http://, https://, socks5:// or socks5h://), without user name and password; system takes this machine&apos;s settings, empty connects directly. A monitor with none or a proxy of its own does not use it, and what runs on this machine is reached directly</source>
        <translation>Adresse eines Proxys (http://, https://, socks5:// oder socks5h://), ohne Benutzername und Passwort; system nimmt die Einstellungen dieses Rechners, leer verbindet direkt. Ein Monitor mit none oder eigenem Proxy benutzt ihn nicht, und was auf diesem Rechner läuft, wird direkt erreicht</translation>
    </message>
    <message>
        <source>address that gives out tokens</source>
        <translation>Adresse, die Tokens ausgibt</translation>
    </message>
    <message>
        <source>alerts are shown over other windows; without, they are in the inbox and go to the channels</source>
        <translation>Alarme erscheinen über anderen Fenstern; ohne sie stehen sie im Eingang und gehen an die Kanäle</translation>
    </message>
    <message>
        <source>an absolute path; empty: none</source>
        <translation>ein absoluter Pfad; leer: keiner</translation>
    </message>
    <message>
        <source>asked for by some services, such as Auth0</source>
        <translation>von manchen Diensten verlangt, etwa Auth0</translation>
    </message>
    <message>
        <source>channels told of alerts; not given: all</source>
        <translation>Kanäle, denen Alarme gemeldet werden; nicht angegeben: allen</translation>
    </message>
    <message>
        <source>channels told of certificate alerts; none named: nobody</source>
        <translation>Kanäle, denen Zertifikatsalarme gemeldet werden; keine genannt: niemandem</translation>
    </message>
    <message>
        <source>channels told of slow alerts; none named: nobody</source>
        <translation>Kanäle, denen Alarme über Langsamkeit gemeldet werden; keine genannt: niemandem</translation>
    </message>
    <message>
        <source>counted from when they closed; empty keeps for ever</source>
        <translation>gezählt ab ihrem Ende; leer: für immer</translation>
    </message>
    <message>
        <source>days before a certificate&apos;s end at which it is warned of; empty never warns</source>
        <translation>Tage vor dem Ende eines Zertifikats, an denen gewarnt wird; leer warnt nie</translation>
    </message>
    <message>
        <source>for HTTP basic or digest authentication</source>
        <translation>für HTTP-Authentifizierung mit Basic oder Digest</translation>
    </message>
    <message>
        <source>for the proxy</source>
        <translation>für den Proxy</translation>
    </message>
    <message>
        <source>given by the store; 0 for one not stored yet</source>
        <translation>vom Speicher vergeben; 0, wenn noch nicht gespeichert</translation>
    </message>
    <message>
        <source>how long each kind of data is kept</source>
        <translation>wie lange jede Art von Daten aufbewahrt wird</translation>
    </message>
    <message>
        <source>how long it lasts, in minutes</source>
        <translation>wie lange es dauert, in Minuten</translation>
    </message>
    <message>
        <source>how monitors ask that say nothing else</source>
        <translation>wie Monitore fragen, die nichts anderes sagen</translation>
    </message>
    <message>
        <source>how user name and password are sent</source>
        <translation>wie Benutzername und Passwort gesendet werden</translation>
    </message>
    <message>
        <source>http:// or https:// address; a user and password in it are kept apart from it</source>
        <translation>http://- oder https://-Adresse; Benutzer und Passwort darin werden getrennt davon aufbewahrt</translation>
    </message>
    <message>
        <source>http://, https://, socks5:// or socks5h:// address of a proxy; system takes this machine&apos;s settings, none connects directly; empty is the proxy of the settings for all, where there is one</source>
        <translation>http://-, https://-, socks5://- oder socks5h://-Adresse eines Proxys; system nimmt die Einstellungen dieses Rechners, none verbindet direkt; leer ist der Proxy der Einstellungen für alle, wo es einen gibt</translation>
    </message>
    <message>
        <source>light or dark, or as the system is</source>
        <translation>hell oder dunkel, oder wie das System</translation>
    </message>
    <message>
        <source>empty keeps for ever</source>
        <translation>leer: für immer</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>Nach Updates suchen</translation>
    </message>
    <message>
        <source>T of its Apdex; without it the latency threshold</source>
        <translation>T seines Apdex; ohne die Latenzschwelle</translation>
    </message>
    <message>
        <source>for how long; empty keeps for ever. The newest 200 of a monitor stay longer</source>
        <translation>wie lange; leer: für immer. Die neuesten 200 eines Monitors bleiben länger</translation>
    </message>
    <message>
        <source>minute, hour, day of the month, month, day of the week</source>
        <translation>Minute, Stunde, Tag des Monats, Monat, Wochentag</translation>
    </message>
    <message>
        <source>minutes after which others are told too; 0: never</source>
        <translation>Minuten, nach denen auch anderen gemeldet wird; 0: nie</translation>
    </message>
    <message>
        <source>minutes between reminders; 0: none</source>
        <translation>Minuten zwischen Erinnerungen; 0: keine</translation>
    </message>
    <message>
        <source>monitors are checked for as long as API Monitor runs; where there is no tray, it is minimised</source>
        <translation>Monitore werden geprüft, solange API Monitor läuft; wo es keinen Infobereich gibt, wird es minimiert</translation>
    </message>
    <message>
        <source>monitors; while one of them is down nobody is told that this one is too</source>
        <translation>Monitore; solange einer davon ausgefallen ist, wird der Ausfall dieses niemandem gemeldet</translation>
    </message>
    <message>
        <source>name of the header or query parameter</source>
        <translation>Name des Headers oder Query-Parameters</translation>
    </message>
    <message>
        <source>names of channels to tell; None: as a tag says, else all</source>
        <translation>Namen der Kanäle, denen gemeldet wird; leer: wie ein Tag sagt, sonst allen</translation>
    </message>
    <message>
        <source>names of monitors</source>
        <translation>Namen von Monitoren</translation>
    </message>
    <message>
        <source>of failures, and of the last good check of each monitor; of what is still down they stay</source>
        <translation>von Fehlern und von der letzten guten Prüfung jedes Monitors; was noch ausgefallen ist, behält sie</translation>
    </message>
    <message>
        <source>of the database; above it the oldest single checks of all monitors go. Empty: no limit</source>
        <translation>der Datenbank; darüber gehen die ältesten einzelnen Prüfungen aller Monitore. Leer: keine Grenze</translation>
    </message>
    <message>
        <source>of the file that names the newest version (https://); the place that you got the program from names it</source>
        <translation>der Datei, die die neueste Version nennt (https://); sie steht dort, woher das Programm stammt</translation>
    </message>
    <message>
        <source>once a day while the program runs; the news is shown, and nothing is downloaded or run</source>
        <translation>einmal am Tag, solange das Programm läuft; was neu ist, wird gezeigt, heruntergeladen oder ausgeführt wird nichts</translation>
    </message>
    <message>
        <source>opens the key or the PKCS#12 file</source>
        <translation>öffnet den Schlüssel oder die PKCS#12-Datei</translation>
    </message>
    <message>
        <source>percent of the time it should be up</source>
        <translation>Prozent der Zeit, die er verfügbar sein soll</translation>
    </message>
    <message>
        <source>reports that are made by themselves</source>
        <translation>Berichte, die von selbst entstehen</translation>
    </message>
    <message>
        <source>scopes asked for, with spaces between them</source>
        <translation>verlangte Scopes, mit Leerzeichen dazwischen</translation>
    </message>
    <message>
        <source>seconds a check may take</source>
        <translation>Sekunden, die eine Prüfung dauern darf</translation>
    </message>
    <message>
        <source>seconds a closing must last before it is told</source>
        <translation>Sekunden, die ein Schließen bestehen muss, bevor es gemeldet wird</translation>
    </message>
    <message>
        <source>seconds between checks while a change is being confirmed</source>
        <translation>Sekunden zwischen Prüfungen, während eine Änderung bestätigt wird</translation>
    </message>
    <message>
        <source>seconds between two checks</source>
        <translation>Sekunden zwischen zwei Prüfungen</translation>
    </message>
    <message>
        <source>sent as Authorization: Bearer</source>
        <translation>gesendet als Authorization: Bearer</translation>
    </message>
    <message>
        <source>sent to the target&apos;s own origin only</source>
        <translation>nur an den Ursprung des Ziels gesendet</translation>
    </message>
    <message>
        <source>slower than this is DEGRADED</source>
        <translation>langsamer als das ist DEGRADED</translation>
    </message>
    <message>
        <source>so many redirects are followed; 0 judges the redirect itself</source>
        <translation>so vielen Weiterleitungen wird gefolgt; 0 beurteilt die Weiterleitung selbst</translation>
    </message>
    <message>
        <source>status codes that are good: codes and ranges, 200-299,301</source>
        <translation>gute Statuscodes: Codes und Bereiche, 200-299,301</translation>
    </message>
    <message>
        <source>tags of monitors</source>
        <translation>Tags von Monitoren</translation>
    </message>
    <message>
        <source>takes effect at the next start; what the agent writes, such as messages, is English</source>
        <translation>gilt ab dem nächsten Start; was der Agent schreibt, etwa Nachrichten, ist Englisch</translation>
    </message>
    <message>
        <source>the channels told then</source>
        <translation>die Kanäle, denen dann gemeldet wird</translation>
    </message>
    <message>
        <source>the day of a monthly one; in shorter months the last</source>
        <translation>der Tag eines monatlichen; in kürzeren Monaten der letzte</translation>
    </message>
    <message>
        <source>the day of a weekly one</source>
        <translation>der Tag eines wöchentlichen</translation>
    </message>
    <message>
        <source>the day of a window that comes once</source>
        <translation>der Tag eines einmaligen Fensters</translation>
    </message>
    <message>
        <source>the days of a weekly window</source>
        <translation>die Tage eines wöchentlichen Fensters</translation>
    </message>
    <message>
        <source>the header User-Agent of requests without one of their own; empty: api-monitor and its version</source>
        <translation>der Header User-Agent von Anfragen ohne eigenen; leer: api-monitor und seine Version</translation>
    </message>
    <message>
        <source>the name of an e-mail channel that carries it; empty: none</source>
        <translation>der Name eines E-Mail-Kanals, der ihn verschickt; leer: keiner</translation>
    </message>
    <message>
        <source>time zone such as Europe/Berlin; empty: this machine&apos;s</source>
        <translation>Zeitzone wie Europe/Berlin; leer: die dieses Rechners</translation>
    </message>
    <message>
        <source>times in which nobody is alerted</source>
        <translation>Zeiten, in denen niemand alarmiert wird</translation>
    </message>
    <message>
        <source>times in which only critical alerts are told</source>
        <translation>Zeiten, in denen nur kritische Alarme gemeldet werden</translation>
    </message>
    <message>
        <source>variables of a GraphQL query, a JSON object</source>
        <translation>Variablen einer GraphQL-Abfrage, ein JSON-Objekt</translation>
    </message>
    <message>
        <source>version of HTTP; auto takes 2 where the server offers it</source>
        <translation>Version von HTTP; auto nimmt 2, wo der Server sie anbietet</translation>
    </message>
    <message>
        <source>weekly: of the last week; monthly: of the last month</source>
        <translation>wöchentlich: über die letzte Woche; monatlich: über den letzten Monat</translation>
    </message>
    <message>
        <source>what POST, PUT, PATCH and DELETE send</source>
        <translation>was POST, PUT, PATCH und DELETE senden</translation>
    </message>
    <message>
        <source>what charts and uptime of older times are made of. Where they are gone there are whole days (UTC)</source>
        <translation>woraus Diagramme und Verfügbarkeit älterer Zeiten bestehen. Wo sie fehlen, gibt es ganze Tage (UTC)</translation>
    </message>
    <message>
        <source>what it is, is set in the desktop&apos;s own settings</source>
        <translation>welcher, wird in den Einstellungen des Desktops gewählt</translation>
    </message>
    <message>
        <source>what must be true of the answer</source>
        <translation>was an der Antwort stimmen muss</translation>
    </message>
    <message>
        <source>what stands above a document</source>
        <translation>was über einem Dokument steht</translation>
    </message>
    <message>
        <source>what the body is: auto is JSON if it reads as JSON, else text; form has a name=value a line; graphql is a query</source>
        <translation>was der Body ist: auto ist JSON, wenn er sich so lesen lässt, sonst Text; form hat ein Name=Wert je Zeile; graphql ist eine Abfrage</translation>
    </message>
    <message>
        <source>when it begins; not for cron</source>
        <translation>wann es beginnt; nicht bei cron</translation>
    </message>
    <message>
        <source>when it is made, by the clock of the time zone</source>
        <translation>wann er erstellt wird, nach der Uhr der Zeitzone</translation>
    </message>
    <message>
        <source>where the client&apos;s id and secret go: the Authorization header or the form</source>
        <translation>wohin ID und Geheimnis des Clients kommen: in den Authorization-Header oder ins Formular</translation>
    </message>
    <message>
        <source>whether CSV begins with a byte order mark, for old spreadsheets</source>
        <translation>ob CSV mit einer Byte Order Mark beginnt, für alte Tabellenkalkulationen</translation>
    </message>
    <message>
        <source>whether a request that fails is the good outcome</source>
        <translation>ob eine Anfrage, die scheitert, das gute Ergebnis ist</translation>
    </message>
    <message>
        <source>whether alerts are told in quiet hours too</source>
        <translation>ob Alarme auch in Ruhezeiten gemeldet werden</translation>
    </message>
    <message>
        <source>whether every request asks past caches</source>
        <translation>ob jede Anfrage an Zwischenspeichern vorbei fragt</translation>
    </message>
    <message>
        <source>whether it is made</source>
        <translation>ob er erstellt wird</translation>
    </message>
    <message>
        <source>whether newer versions are asked for, and where</source>
        <translation>ob nach neueren Versionen gefragt wird, und wo</translation>
    </message>
    <message>
        <source>whether the certificate must be valid</source>
        <translation>ob das Zertifikat gültig sein muss</translation>
    </message>
    <message>
        <source>whether they are kept at all</source>
        <translation>ob sie überhaupt gelten</translation>
    </message>
    <message>
        <source>which addresses of a name are tried first, or only</source>
        <translation>welche Adressen eines Namens zuerst oder nur versucht werden</translation>
    </message>
    <message>
        <source>who is told of alerts, by tag</source>
        <translation>wem Alarme gemeldet werden, nach Tag</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Verschieden</translation>
    </message>
    <message>
        <source>The certificate expired {time} ago.</source>
        <translation>Das Zertifikat ist seit {time} abgelaufen.</translation>
    </message>
    <message>
        <source>The certificate is valid for {time}.</source>
        <translation>Das Zertifikat ist noch {time} gültig.</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>Last {n} checks</source>
        <translation>Letzte {n} Prüfungen</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 Std.</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 T.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>Checked {time}</source>
        <translation>Geprüft {time}</translation>
    </message>
    <message>
        <source>Time up in the last 24 hours; checks speak for {coverage} of them</source>
        <translation>Verfügbar in den letzten 24 Stunden; {coverage} davon sind durch Prüfungen belegt</translation>
    </message>
    <message>
        <source>Time up in the last 30 days; checks speak for {coverage} of them</source>
        <translation>Verfügbar in den letzten 30 Tagen; {coverage} davon sind durch Prüfungen belegt</translation>
    </message>
    <message>
        <source>Next check {time}</source>
        <translation>Nächste Prüfung {time}</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>Seit {time}</translation>
    </message>
    <message>
        <source>The certificate is not verified</source>
        <translation>Das Zertifikat wird nicht geprüft</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>Verfügbarkeit</translation>
    </message>
    <message>
        <source>Uptime of {period}: time UP or DEGRADED through time UP, DEGRADED or DOWN. A check speaks for the time until the next one, at most for 1.5 intervals. Time that no check speaks for, UNKNOWN and PAUSED are in neither part.</source>
        <translation>Verfügbarkeit {period}: Zeit UP oder DEGRADED geteilt durch Zeit UP, DEGRADED oder DOWN. Eine Prüfung gilt für die Zeit bis zur nächsten, höchstens für 1,5 Intervalle. Zeit, für die keine Prüfung gilt, UNKNOWN und PAUSED zählen in keinem der beiden Teile.</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>The part of {period} that the uptime is computed over.</source>
        <translation>Der Teil {period}, aus dem die Verfügbarkeit berechnet ist.</translation>
    </message>
    <message>
        <source>Downtime</source>
        <translation>Ausfallzeit</translation>
    </message>
    <message>
        <source>The time DOWN in {period}, by the checks: it begins before the rule is met.</source>
        <translation>Die Zeit DOWN {period} nach den Prüfungen: Sie beginnt, bevor die Regel erfüllt ist.</translation>
    </message>
    <message>
        <source>MTTR</source>
        <translation>MTTR</translation>
    </message>
    <message>
        <source>Mean time to repair: how long the down alerts lasted, from opening to closing, that ended in {period}.</source>
        <translation>Mittlere Zeit bis zur Behebung: wie lange die Ausfallalarme {period}, die darin endeten, vom Öffnen bis zum Schließen dauerten.</translation>
    </message>
    <message>
        <source>MTBF</source>
        <translation>MTBF</translation>
    </message>
    <message>
        <source>Mean time between failures: time UP or DEGRADED through the down alerts that began in {period}.</source>
        <translation>Mittlere Zeit zwischen Ausfällen: Zeit UP oder DEGRADED {period} geteilt durch die Ausfallalarme, die darin begannen.</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>Half of the good checks (UP or DEGRADED) of {period} were faster than this.</source>
        <translation>Die Hälfte der guten Prüfungen (UP oder DEGRADED) {period} war schneller.</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>95 % of the good checks (UP or DEGRADED) of {period} were faster than this.</source>
        <translation>95 % der guten Prüfungen (UP oder DEGRADED) {period} waren schneller.</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>99 % of the good checks (UP or DEGRADED) of {period} were faster than this.</source>
        <translation>99 % der guten Prüfungen (UP oder DEGRADED) {period} waren schneller.</translation>
    </message>
    <message>
        <source>Apdex</source>
        <translation>Apdex</translation>
    </message>
    <message>
        <source>Checks of {period} within {t} count 1, within four times that 0.5, slower and DOWN 0; this is their mean. T is that of the monitor, else its latency threshold; without either there is no Apdex.</source>
        <translation>Prüfungen {period} innerhalb von {t} zählen 1, innerhalb des Vierfachen 0,5, langsamere und DOWN 0; dies ist ihr Mittel. T ist das des Monitors, sonst seine Latenzschwelle; ohne beides gibt es keinen Apdex.</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Vorfälle</translation>
    </message>
    <message>
        <source>Down alerts that began in {period}. Single failures are none.</source>
        <translation>Ausfallalarme {period}, die darin begannen. Einzelne Fehler sind keine.</translation>
    </message>
    <message>
        <source>What is older is removed, in small steps in the background. What is coarser is kept at least as long as what it was made of.</source>
        <translation>Was älter ist, wird entfernt, in kleinen Schritten im Hintergrund. Gröberes bleibt mindestens so lange wie das, woraus es gemacht ist.</translation>
    </message>
    <message>
        <source>The sizes could not be read: {why}</source>
        <translation>Die Größen konnten nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Reading how much there is …</source>
        <translation>Es wird gelesen, wie viel es ist …</translation>
    </message>
    <message>
        <source>The database is {size}, of which {free} are free for new data.</source>
        <translation>Die Datenbank hat {size}, davon sind {free} für neue Daten frei.</translation>
    </message>
    <message>
        <source>{said} The sizes above are estimated.</source>
        <translation>{said} Die Größen oben sind geschätzt.</translation>
    </message>
    <message>
        <source>At {checks} checks a day these settings come to about {size}</source>
        <translation>Bei {checks} Prüfungen am Tag ergeben diese Einstellungen etwa {size}</translation>
    </message>
    <message>
        <source>{said}, growing by {size} a year</source>
        <translation>{said}, jedes Jahr {size} mehr</translation>
    </message>
    <message>
        <source>{said}.</source>
        <translation>{said}.</translation>
    </message>
    <message>
        <source>{said}. The largest size cannot be kept: what is not single checks takes more, and is not removed for it.</source>
        <translation>{said}. Der größte Umfang ist nicht einzuhalten: was nicht einzelne Prüfungen sind, nimmt mehr ein und wird dafür nicht entfernt.</translation>
    </message>
    <message>
        <source>{said}; the largest size leaves single checks of about {days} days.</source>
        <translation>{said}; der größte Umfang lässt einzelne Prüfungen von etwa {days} Tagen.</translation>
    </message>
    <message>
        <source>Single checks</source>
        <translation>Einzelne Prüfungen</translation>
    </message>
    <message>
        <source>Sums by hour</source>
        <translation>Summen je Stunde</translation>
    </message>
    <message>
        <source>Sums by day</source>
        <translation>Summen je Tag</translation>
    </message>
    <message>
        <source>Requests and responses</source>
        <translation>Anfragen und Antworten</translation>
    </message>
</context>
<context>
    <name>AlertDetails</name>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>The selected alert</source>
        <translation>Der ausgewählte Alarm</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Notiz: {note}</translation>
    </message>
    <message>
        <source>Nobody was told of this alert.</source>
        <translation>Dieser Alarm wurde niemandem gemeldet.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>Verbleib</translation>
    </message>
    <message>
        <source>{standing} {lasted} · since {time}</source>
        <translation>{standing} {lasted} · seit {time}</translation>
    </message>
</context>
<context>
    <name>AlertPast</name>
    <message>
        <source>History of the alert</source>
        <translation>Verlauf des Alarms</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>Of the settings before: test again to see.</source>
        <translation>Für die Einstellungen davor: zum Ansehen noch einmal testen.</translation>
    </message>
    <message>
        <source>Show the response…</source>
        <translation>Die Antwort zeigen …</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Open it again from the icon in the tray; quit there or with Ctrl+Q.</source>
        <translation>Geöffnet wird es wieder über das Symbol im Infobereich; beendet dort oder mit Strg+Q.</translation>
    </message>
    <message>
        <source>The window is only minimised. Quit with Ctrl+Q.</source>
        <translation>Das Fenster ist nur minimiert. Beendet wird mit Strg+Q.</translation>
    </message>
    <message>
        <source>API Monitor goes on checking</source>
        <translation>API Monitor prüft weiter</translation>
    </message>
</context>
<context>
    <name>AssertionRow</name>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>JSON Schema</source>
        <translation>JSON Schema</translation>
    </message>
    <message>
        <source>Only degraded</source>
        <translation>Nur beeinträchtigt</translation>
    </message>
    <message>
        <source>Failing it is DEGRADED instead of DOWN</source>
        <translation>Ist sie falsch, heißt es DEGRADED statt DOWN</translation>
    </message>
    <message>
        <source>Move this assertion up (Alt+Up)</source>
        <translation>Diese Annahme nach oben (Alt+Hoch)</translation>
    </message>
    <message>
        <source>Move this assertion down (Alt+Down)</source>
        <translation>Diese Annahme nach unten (Alt+Runter)</translation>
    </message>
    <message>
        <source>Remove this assertion</source>
        <translation>Diese Annahme entfernen</translation>
    </message>
    <message>
        <source>JSONPath</source>
        <translation>JSONPath</translation>
    </message>
    <message>
        <source>Name of the header</source>
        <translation>Name des Headers</translation>
    </message>
    <message>
        <source>Expected value</source>
        <translation>Erwarteter Wert</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
</context>
<context>
    <name>AssertionsField</name>
    <message>
        <source>Add assertion</source>
        <translation>Annahme hinzufügen</translation>
    </message>
    <message>
        <source>None yet: any answer with an expected status is good. Assertions look into the answer; all of them must hold. To begin with one:</source>
        <translation>Noch keine: Jede Antwort mit erwartetem Status ist gut. Annahmen sehen in die Antwort hinein; alle müssen zutreffen. Zum Anfangen:</translation>
    </message>
    <message>
        <source>Assertion {n}</source>
        <translation>Annahme {n}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>BodyField</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Format: {name}</source>
        <translation>Format: {name}</translation>
    </message>
    <message>
        <source>Lay the JSON out over lines</source>
        <translation>Das JSON auf Zeilen verteilen</translation>
    </message>
</context>
<context>
    <name>BodyView</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>Im Text suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n} gefunden</translation>
    </message>
</context>
<context>
    <name>BudgetBar</name>
    <message>
        <source>Error budget: {said}</source>
        <translation>Fehlerbudget: {said}</translation>
    </message>
    <message>
        <source>Over budget by {over}: {spent} spent of {allowed} ({target})</source>
        <translation>Um {over} überzogen: {spent} von {allowed} verbraucht ({target})</translation>
    </message>
    <message>
        <source>No budget, nothing spent ({target})</source>
        <translation>Kein Budget, nichts verbraucht ({target})</translation>
    </message>
    <message>
        <source>{allowed} budget, {spent} spent, {left} left ({target})</source>
        <translation>{allowed} Budget, {spent} verbraucht, {left} übrig ({target})</translation>
    </message>
    <message>
        <source>Error budget of {period}: ({whole} − {target}) × covered time. Time DOWN spends it; time that no check speaks for earns none.</source>
        <translation>Fehlerbudget {period}: ({whole} − {target}) × abgedeckte Zeit. Zeit DOWN verbraucht es; Zeit, für die keine Prüfung gilt, bringt keines.</translation>
    </message>
    <message>
        <source>Burn rate {rate}: how many times faster than allowed it was spent.</source>
        <translation>Verbrauchsrate {rate}: wievielmal schneller als erlaubt es verbraucht wurde.</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>Edit {n} monitor</source>
        <translation>{n} Monitor bearbeiten</translation>
    </message>
    <message>
        <source>Edit {n} monitors</source>
        <translation>{n} Monitore bearbeiten</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>Good status codes</source>
        <translation>Gute Statuscodes</translation>
    </message>
    <message>
        <source>Degraded above</source>
        <translation>Beeinträchtigt ab</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Uptime target</source>
        <translation>Verfügbarkeitsziel</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Confirm every</source>
        <translation>Bestätigen alle</translation>
    </message>
    <message>
        <source>Alert at</source>
        <translation>Alarm bei</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>Of the last</source>
        <translation>Von den letzten</translation>
    </message>
    <message>
        <source>checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Haltezeit</translation>
    </message>
    <message>
        <source>As its tags say, else all channels</source>
        <translation>Wie die Tags sagen, sonst alle Kanäle</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Add tags</source>
        <translation>Tags hinzufügen</translation>
    </message>
    <message>
        <source>Remove tags</source>
        <translation>Tags entfernen</translation>
    </message>
    <message>
        <source>What is ticked is changed in all of them; the rest of each stays as it is.</source>
        <translation>Was angekreuzt ist, wird bei allen geändert; alles andere bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>{n} monitors</source>
        <translation>{n} Monitore</translation>
    </message>
</context>
<context>
    <name>ChangeCommand</name>
    <message>
        <source>change {what}</source>
        <translation>{what} ändern</translation>
    </message>
</context>
<context>
    <name>ChannelEditor</name>
    <message>
        <source>New channel: {kind}</source>
        <translation>Neuer Kanal: {kind}</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Send test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>✓ Sent. The answer: {answer}</source>
        <translation>✓ Gesendet. Die Antwort: {answer}</translation>
    </message>
    <message>
        <source>✕ Not sent. {reason}</source>
        <translation>✕ Nicht gesendet. {reason}</translation>
    </message>
</context>
<context>
    <name>ChannelForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>ops</source>
        <translation>ops</translation>
    </message>
    <message>
        <source>What was entered is kept. To replace it, fill in all of these again.</source>
        <translation>Die Eingaben sind aufbewahrt. Zum Ersetzen alle noch einmal ausfüllen.</translation>
    </message>
    <message>
        <source>How monitors and alerts call this channel.</source>
        <translation>Wie Monitore und Alarme diesen Kanal nennen.</translation>
    </message>
    <message>
        <source>Alerts within this time of a message become one message.</source>
        <translation>Alarme, die so kurz nach einer Nachricht kommen, werden eine gemeinsame.</translation>
    </message>
    <message>
        <source>Group alerts</source>
        <translation>Alarme zusammenfassen</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>Bitte ausfüllen.</translation>
    </message>
</context>
<context>
    <name>ChannelsField</name>
    <message>
        <source>Only these</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>There are no channels yet: see Settings → Channels.</source>
        <translation>Es gibt noch keine Kanäle: siehe Einstellungen → Kanäle.</translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <source>Alerts always reach the inbox and the desktop&apos;s notifications. Channels carry them further.</source>
        <translation>Alarme erreichen immer den Eingang und die Benachrichtigungen des Desktops. Kanäle tragen sie weiter.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>No channels yet. Add one to be told by Slack, e-mail, Teams, SMS …</source>
        <translation>Noch keine Kanäle. Ein Kanal meldet per Slack, E-Mail, Teams, SMS …</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>Kanal hinzufügen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Delete the channel {name}?</source>
        <translation>Den Kanal {name} löschen?</translation>
    </message>
    <message>
        <source>Its secrets are removed too, and what was still to be sent to it is not sent. This cannot be undone.</source>
        <translation>Auch seine Geheimnisse werden entfernt, und was noch an ihn zu senden war, wird nicht gesendet. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The channel was not deleted: {reason}</source>
        <translation>Der Kanal wurde nicht gelöscht: {reason}</translation>
    </message>
</context>
<context>
    <name>ChartCommands</name>
    <message>
        <source>&amp;Phases stacked</source>
        <translation>&amp;Phasen gestapelt</translation>
    </message>
    <message>
        <source>&amp;Compare with…</source>
        <translation>&amp;Vergleichen mit …</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Show &amp;all of the period</source>
        <translation>Den &amp;ganzen Zeitraum zeigen</translation>
    </message>
    <message>
        <source>Uptime by &amp;hour</source>
        <translation>Verfügbarkeit je &amp;Stunde</translation>
    </message>
    <message>
        <source>Uptime by &amp;day</source>
        <translation>Verfügbarkeit je &amp;Tag</translation>
    </message>
    <message>
        <source>Uptime by &amp;week</source>
        <translation>Verfügbarkeit je &amp;Woche</translation>
    </message>
    <message>
        <source>Uptime of a &amp;year as calendar</source>
        <translation>Verfügbarkeit eines &amp;Jahres als Kalender</translation>
    </message>
    <message>
        <source>Copy as pict&amp;ure</source>
        <translation>Als &amp;Bild kopieren</translation>
    </message>
    <message>
        <source>&amp;Save as picture…</source>
        <translation>Als Bild &amp;speichern …</translation>
    </message>
    <message>
        <source>Pictures in &amp;light colours</source>
        <translation>Bilder in &amp;hellen Farben</translation>
    </message>
</context>
<context>
    <name>CheckDetails</name>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>Noch nicht geprüft.</translation>
    </message>
</context>
<context>
    <name>Client</name>
    <message>
        <source>The agent has stopped, so nothing was changed. Start API Monitor again.</source>
        <translation>Der Agent ist beendet, daher wurde nichts geändert. API Monitor neu starten.</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter monitors by name</source>
        <translation>Monitore nach Namen filtern</translation>
    </message>
    <message>
        <source>Monitors to compare with</source>
        <translation>Monitore zum Vergleichen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>{count} of at most {most}</source>
        <translation>{count} von höchstens {most}</translation>
    </message>
</context>
<context>
    <name>Crashes</name>
    <message>
        <source>Something went wrong in the window ({kind}). It goes on, and so do the checks; what you did last may not have happened.</source>
        <translation>Im Fenster ging etwas schief ({kind}). Es läuft weiter, die Prüfungen auch; was Sie zuletzt taten, ist vielleicht nicht geschehen.</translation>
    </message>
    <message>
        <source>API Monitor ended by a fault when it ran last. What was stored is still there.</source>
        <translation>API Monitor ist beim letzten Mal abgestürzt. Was gespeichert war, ist noch da.</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>How this program runs, and the newest lines of its log.</source>
        <translation>Wie dieses Programm läuft, und die neuesten Zeilen seines Protokolls.</translation>
    </message>
</context>
<context>
    <name>DeleteCommand</name>
    <message>
        <source>{n} monitors</source>
        <translation>{n} Monitore</translation>
    </message>
    <message>
        <source>delete {what}</source>
        <translation>{what} löschen</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Say that somebody is on it (A)</source>
        <translation>Sagen, dass sich jemand kümmert (A)</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete the monitor</source>
        <translation>Den Monitor löschen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>{state} for {time}</source>
        <translation>{state} seit {time}</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>Seit {time}</translation>
    </message>
    <message>
        <source>every {time}</source>
        <translation>alle {time}</translation>
    </message>
    <message>
        <source>{failures} of {window}</source>
        <translation>{failures} von {window}</translation>
    </message>
    <message>
        <source>slow above {limit}</source>
        <translation>langsam ab {limit}</translation>
    </message>
    <message>
        <source>all channels</source>
        <translation>alle Kanäle</translation>
    </message>
    <message>
        <source>tells nobody</source>
        <translation>meldet niemandem</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Last check</source>
        <translation>Letzte Prüfung</translation>
    </message>
    <message>
        <source>Alerts of this monitor</source>
        <translation>Alarme dieses Monitors</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Select a monitor to see its latency, uptime, checks and alerts.</source>
        <translation>Einen Monitor auswählen, um Latenz, Verfügbarkeit, Prüfungen und Alarme zu sehen.</translation>
    </message>
    <message>
        <source>Alerts ({count})</source>
        <translation>Alarme ({count})</translation>
    </message>
    <message>
        <source>No alerts. When {failures} of the last {window} checks fail, one appears here.</source>
        <translation>Keine Alarme. Wenn {failures} der letzten {window} Prüfungen fehlschlagen, erscheint hier einer.</translation>
    </message>
    <message>
        <source>Not acknowledged: {why}</source>
        <translation>Nicht bestätigt: {why}</translation>
    </message>
</context>
<context>
    <name>DifferencesView</name>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all differences</source>
        <translation>Alle Unterschiede kopieren</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Last good</source>
        <translation>Zuletzt gut</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Watch your first address</source>
        <translation>Die erste Adresse überwachen</translation>
    </message>
    <message>
        <source>Paste the address of an API or a website and press Enter. It is checked at once, then every minute.</source>
        <translation>Die Adresse einer API oder Website einfügen und Eingabe drücken. Sie wird sofort geprüft, danach jede Minute.</translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Last good</source>
        <translation>Zuletzt gut</translation>
    </message>
    <message>
        <source>Which failure</source>
        <translation>Welcher Fehlschlag</translation>
    </message>
    <message>
        <source>Newest failure</source>
        <translation>Neuester Fehlschlag</translation>
    </message>
    <message>
        <source>{kind} alert of {time}</source>
        <translation>Alarm {kind} von {time}</translation>
    </message>
    <message>
        <source>No response is kept yet. The next check brings one.</source>
        <translation>Noch ist keine Antwort aufbewahrt. Die nächste Prüfung bringt eine.</translation>
    </message>
    <message>
        <source>No good response is known yet.</source>
        <translation>Noch ist keine gute Antwort bekannt.</translation>
    </message>
    <message>
        <source>What this alert began with is not kept: it is removed after 30 days.</source>
        <translation>Womit dieser Alarm begann, ist nicht aufbewahrt: Es wird nach 30 Tagen entfernt.</translation>
    </message>
    <message>
        <source>No failing response is known.</source>
        <translation>Keine gescheiterte Antwort ist bekannt.</translation>
    </message>
    <message>
        <source>Nothing differs but what every response has anew, such as dates and ids of requests.</source>
        <translation>Nichts unterscheidet sich außer dem, was in jeder Antwort neu ist, etwa Datum und Kennung der Anfrage.</translation>
    </message>
    <message>
        <source>The responses could not be read: {why}</source>
        <translation>Die Antworten konnten nicht gelesen werden: {why}</translation>
    </message>
</context>
<context>
    <name>ExchangeDialog</name>
    <message>
        <source>Response of the test</source>
        <translation>Antwort des Tests</translation>
    </message>
</context>
<context>
    <name>ExchangeView</name>
    <message>
        <source>Body of the answer</source>
        <translation>Body der Antwort</translation>
    </message>
    <message>
        <source>Headers of the answer</source>
        <translation>Header der Antwort</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>The request as it was sent</source>
        <translation>Die Anfrage, wie sie gesendet wurde</translation>
    </message>
    <message>
        <source>The connection</source>
        <translation>Die Verbindung</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Assertions</source>
        <translation>Annahmen</translation>
    </message>
    <message>
        <source>Assertion</source>
        <translation>Annahme</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Body</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Headers ({n})</source>
        <translation>Header ({n})</translation>
    </message>
</context>
<context>
    <name>File</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose a file: {name}</source>
        <translation>Datei wählen: {name}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Kind of alert</source>
        <translation>Art des Alarms</translation>
    </message>
    <message>
        <source>All monitors</source>
        <translation>Alle Monitore</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>Alle Kanäle</translation>
    </message>
    <message>
        <source>Channel that was told</source>
        <translation>Kanal, dem gesagt wurde</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Settings found</source>
        <translation>Gefundene Einstellungen</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>No setting has “{query}” in it.</source>
        <translation>In keiner Einstellung kommt „{query}“ vor.</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Save this page (Ctrl+Enter)</source>
        <translation>Diese Seite speichern (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Go back to what is saved</source>
        <translation>Zurück zu dem, was gespeichert ist</translation>
    </message>
    <message>
        <source>This was changed elsewhere meanwhile. What you entered is still here: Save puts it in place of that, Revert shows that.</source>
        <translation>Das wurde inzwischen anderswo geändert. Ihre Eingaben sind noch hier: Speichern setzt sie an dessen Stelle, Zurücknehmen zeigt die Änderung.</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Not saved: {why}</source>
        <translation>Nicht gespeichert: {why}</translation>
    </message>
</context>
<context>
    <name>Gaps</name>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
</context>
<context>
    <name>HeartbeatBar</name>
    <message>
        <source>Last {count} checks</source>
        <translation>Letzte {count} Prüfungen</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>Uptime of a year, day by day</source>
        <translation>Verfügbarkeit eines Jahres, Tag für Tag</translation>
    </message>
</context>
<context>
    <name>HistorySection</name>
    <message>
        <source>{time} · Esc shows all</source>
        <translation>{time} · Esc zeigt alles</translation>
    </message>
    <message>
        <source>Where the time of good checks went, on average.</source>
        <translation>Wo die Zeit guter Prüfungen blieb, im Mittel.</translation>
    </message>
    <message>
        <source>Median of good checks, faint up to the 95th percentile. Drag to zoom.</source>
        <translation>Median guter Prüfungen, blass bis zum 95. Perzentil. Ziehen zoomt.</translation>
    </message>
    <message>
        <source>No checks in {period}</source>
        <translation>Keine Prüfungen {period}</translation>
    </message>
    <message>
        <source>The history could not be read: {why}</source>
        <translation>Der Verlauf konnte nicht gelesen werden: {why}</translation>
    </message>
</context>
<context>
    <name>InboxView</name>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>With a note…</source>
        <translation>Mit einer Notiz …</translation>
    </message>
    <message>
        <source>Acknowledge with a note</source>
        <translation>Mit einer Notiz bestätigen</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Open monitor</source>
        <translation>Monitor öffnen</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich änderte</translation>
    </message>
    <message>
        <source>The first failing response beside the last good one</source>
        <translation>Die erste gescheiterte Antwort neben der letzten guten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>No such alert.</source>
        <translation>Einen solchen Alarm gibt es nicht.</translation>
    </message>
    <message>
        <source>No alerts. When 4 of the last 5 checks of a monitor fail, it appears here.</source>
        <translation>Keine Alarme. Wenn 4 der letzten 5 Prüfungen eines Monitors fehlschlagen, erscheint er hier.</translation>
    </message>
    <message>
        <source>Delete {n} closed alert…</source>
        <translation>{n} geschlossenen Alarm löschen …</translation>
    </message>
    <message>
        <source>Delete {n} closed alerts…</source>
        <translation>{n} geschlossene Alarme löschen …</translation>
    </message>
    <message>
        <source>All closed alerts…</source>
        <translation>Alle geschlossenen Alarme …</translation>
    </message>
    <message>
        <source>All closed alerts of {name}…</source>
        <translation>Alle geschlossenen Alarme von {name} …</translation>
    </message>
    <message>
        <source>All closed alerts that {name} was told of…</source>
        <translation>Alle geschlossenen Alarme, die {name} gemeldet wurden …</translation>
    </message>
    <message>
        <source>Delete {n} closed alert?</source>
        <translation>{n} geschlossenen Alarm löschen?</translation>
    </message>
    <message>
        <source>Delete {n} closed alerts?</source>
        <translation>{n} geschlossene Alarme löschen?</translation>
    </message>
    <message>
        <source>Open alerts cannot be deleted. They close when the monitor is good again.</source>
        <translation>Offene Alarme lassen sich nicht löschen. Sie schließen, wenn der Monitor wieder gut ist.</translation>
    </message>
    <message>
        <source>Delete all closed alerts of all monitors?</source>
        <translation>Alle geschlossenen Alarme aller Monitore löschen?</translation>
    </message>
    <message>
        <source>Delete all closed alerts of {name}?</source>
        <translation>Alle geschlossenen Alarme von {name} löschen?</translation>
    </message>
    <message>
        <source>Delete all closed alerts that {name} was told of?</source>
        <translation>Alle geschlossenen Alarme löschen, die {name} gemeldet wurden?</translation>
    </message>
    <message>
        <source>Delete alerts</source>
        <translation>Alarme löschen</translation>
    </message>
    <message>
        <source>They cannot be brought back. The history of checks stays.</source>
        <translation>Sie lassen sich nicht zurückholen. Der Verlauf der Prüfungen bleibt.</translation>
    </message>
    <message>
        <source>That was not done: {why}</source>
        <translation>Das wurde nicht getan: {why}</translation>
    </message>
</context>
<context>
    <name>KindChoice</name>
    <message>
        <source>Add a channel</source>
        <translation>Kanal hinzufügen</translation>
    </message>
    <message>
        <source>Kinds of channels</source>
        <translation>Arten von Kanälen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
</context>
<context>
    <name>LatencyChart</name>
    <message>
        <source>Latency chart</source>
        <translation>Latenzdiagramm</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Not saved: {why}</source>
        <translation>Nicht gespeichert: {why}</translation>
    </message>
    <message>
        <source>{name}, not saved</source>
        <translation>{name}, nicht gespeichert</translation>
    </message>
    <message>
        <source>Another one has this name.</source>
        <translation>Ein anderer heißt schon so.</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>LogTable</name>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>The checks could not be read: {why}</source>
        <translation>Die Prüfungen konnten nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <source>Delete this check…</source>
        <translation>Diese Prüfung löschen …</translation>
    </message>
    <message>
        <source>No checks yet</source>
        <translation>Noch keine Prüfungen</translation>
    </message>
    <message>
        <source>Delete the check of {time}?</source>
        <translation>Die Prüfung von {time} löschen?</translation>
    </message>
    <message>
        <source>Uptime and latencies are counted without it. This cannot be undone.</source>
        <translation>Verfügbarkeit und Latenzen werden ohne sie gerechnet. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Not deleted: {why}</source>
        <translation>Nicht gelöscht: {why}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>API Monitor</source>
        <translation>API Monitor</translation>
    </message>
    <message>
        <source>Demo of API Monitor</source>
        <translation>Demo von API Monitor</translation>
    </message>
</context>
<context>
    <name>MaintenancePage</name>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Jede Woche</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Jeden Monat</translation>
    </message>
    <message>
        <source>By a cron expression</source>
        <translation>Nach einem Cron-Ausdruck</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Deployments</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>Wochentage</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>Tag des Monats</translation>
    </message>
    <message>
        <source>Cron</source>
        <translation>Cron</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>Beginnt um</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Dauert</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Without monitors and tags it is for all.</source>
        <translation>Ohne Monitore und Tags gilt es für alle.</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New monitor</source>
        <translation>&amp;Neuer Monitor</translation>
    </message>
    <message>
        <source>New monitor with &amp;options…</source>
        <translation>Neuer Monitor mit &amp;Optionen …</translation>
    </message>
    <message>
        <source>&amp;Reports…</source>
        <translation>&amp;Berichte …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>A&amp;lle auswählen</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Backups…</source>
        <translation>&amp;Sicherungen …</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Beeinträchtigt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtern</translation>
    </message>
    <message>
        <source>Find &amp;anything…</source>
        <translation>&amp;Alles suchen …</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Zurück zur Liste</translation>
    </message>
    <message>
        <source>Sa&amp;ved views</source>
        <translation>Gespeicherte A&amp;nsichten</translation>
    </message>
    <message>
        <source>C&amp;hart</source>
        <translation>D&amp;iagramm</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Monitor</source>
        <translation>&amp;Monitor</translation>
    </message>
    <message>
        <source>Check &amp;all now</source>
        <translation>&amp;Alle jetzt prüfen</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle pausieren</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Alerts</source>
        <translation>&amp;Alarme</translation>
    </message>
    <message>
        <source>&amp;Channels…</source>
        <translation>&amp;Kanäle …</translation>
    </message>
    <message>
        <source>&amp;Who is told, by tag…</source>
        <translation>&amp;Wem gesagt wird, nach Tag …</translation>
    </message>
    <message>
        <source>&amp;Maintenance…</source>
        <translation>&amp;Wartung …</translation>
    </message>
    <message>
        <source>&amp;Quiet hours…</source>
        <translation>&amp;Ruhezeiten …</translation>
    </message>
    <message>
        <source>&amp;Sound with notifications</source>
        <translation>Ton bei &amp;Benachrichtigungen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics…</source>
        <translation>&amp;Diagnose kopieren …</translation>
    </message>
    <message>
        <source>Check for &amp;updates…</source>
        <translation>Nach &amp;Updates suchen …</translation>
    </message>
    <message>
        <source>&amp;About API Monitor</source>
        <translation>Ü&amp;ber API Monitor</translation>
    </message>
</context>
<context>
    <name>MonitorActions</name>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Clear history…</source>
        <translation>Verlauf löschen …</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Changed {what}.</source>
        <translation>{what} geändert.</translation>
    </message>
    <message>
        <source>Deleted {what}.</source>
        <translation>{what} gelöscht.</translation>
    </message>
</context>
<context>
    <name>MonitorDialog</name>
    <message>
        <source>New monitor</source>
        <translation>Neuer Monitor</translation>
    </message>
    <message>
        <source>Edit monitor</source>
        <translation>Monitor bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Check once without saving</source>
        <translation>Einmal prüfen, ohne zu speichern</translation>
    </message>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>Speichern (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Test läuft …</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
</context>
<context>
    <name>MonitorForm</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>The host, unless you name it</source>
        <translation>Der Host, wenn Sie nichts anderes nennen</translation>
    </message>
</context>
<context>
    <name>MonitorsChoice</name>
    <message>
        <source>All monitors</source>
        <translation>Alle Monitore</translation>
    </message>
    <message>
        <source>Only these:</source>
        <translation>Nur diese:</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter the monitors and tags</source>
        <translation>Monitore und Tags filtern</translation>
    </message>
    <message>
        <source>Monitors and tags of the report</source>
        <translation>Monitore und Tags des Berichts</translation>
    </message>
    <message>
        <source>Tag: {tag}</source>
        <translation>Tag: {tag}</translation>
    </message>
</context>
<context>
    <name>MonitorsModel</name>
    <message>
        <source>Sorted with the worst first, then by name</source>
        <translation>Das Schlimmste zuerst, dann nach Namen</translation>
    </message>
</context>
<context>
    <name>MonitorsPage</name>
    <message>
        <source>All monitors</source>
        <translation>Alle Monitore</translation>
    </message>
</context>
<context>
    <name>MonitorsPane</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter monitors by name, address, tag or state</source>
        <translation>Monitore nach Name, Adresse, Tag oder Zustand filtern</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
</context>
<context>
    <name>MonitorsView</name>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>No monitor matches</source>
        <translation>Kein Monitor passt</translation>
    </message>
</context>
<context>
    <name>NoteBar</name>
    <message>
        <source>Note, such as who looks at it</source>
        <translation>Notiz, etwa wer sich kümmert</translation>
    </message>
    <message>
        <source>Note for the acknowledgement</source>
        <translation>Notiz zur Bestätigung</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Nothing is checked any more: {reason}. Quit API Monitor and start it again.</source>
        <translation>Es wird nichts mehr geprüft: {reason}. API Monitor beenden und neu starten.</translation>
    </message>
    <message>
        <source>This machine is offline</source>
        <translation>Dieser Rechner ist offline</translation>
    </message>
    <message>
        <source>{why}. What cannot be reached is unknown, not down; nobody is alerted.</source>
        <translation>{why}. Was nicht erreichbar ist, ist unbekannt, nicht ausgefallen; niemand wird alarmiert.</translation>
    </message>
    <message>
        <source>Channels…</source>
        <translation>Kanäle …</translation>
    </message>
    <message>
        <source>Reports…</source>
        <translation>Berichte …</translation>
    </message>
    <message>
        <source>No check has finished for {time}: what stands here may be out of date.</source>
        <translation>Seit {time} wurde keine Prüfung fertig: Was hier steht, kann veraltet sein.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>This is a demo: an API made up on this machine, some weeks of invented history, and nothing kept.</source>
        <translation>Dies ist eine Demo: eine erdachte API auf diesem Rechner, einige Wochen erfundener Verlauf, und nichts bleibt.</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>In quiet hours: {names}</source>
        <translation>In Ruhezeiten: {names}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>{name} is down</source>
        <translation>{name} ist ausgefallen</translation>
    </message>
    <message>
        <source>{name} is up again</source>
        <translation>{name} ist wieder verfügbar</translation>
    </message>
    <message>
        <source>{name} is slow</source>
        <translation>{name} ist langsam</translation>
    </message>
    <message>
        <source>{name} is fast again</source>
        <translation>{name} ist wieder schnell</translation>
    </message>
    <message>
        <source>The certificate of {name} needs attention</source>
        <translation>Das Zertifikat von {name} braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>The certificate of {name} is good again</source>
        <translation>Das Zertifikat von {name} ist wieder gut</translation>
    </message>
    <message>
        <source>The certificate of {name} expires in {time}</source>
        <translation>Das Zertifikat von {name} läuft ab in {time}</translation>
    </message>
    <message>
        <source>The certificate of {name} has expired</source>
        <translation>Das Zertifikat von {name} ist abgelaufen</translation>
    </message>
    <message>
        <source>{name} keeps going down and up</source>
        <translation>{name} fällt immer wieder aus</translation>
    </message>
    <message>
        <source>{name} is still down</source>
        <translation>{name} ist noch immer ausgefallen</translation>
    </message>
    <message>
        <source>{name} is still slow</source>
        <translation>{name} ist noch immer langsam</translation>
    </message>
    <message>
        <source>The certificate of {name} still needs attention</source>
        <translation>Das Zertifikat von {name} braucht noch immer Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>Seit {time}</translation>
    </message>
    <message>
        <source>Valid until {time}.</source>
        <translation>Gültig bis {time}.</translation>
    </message>
    <message>
        <source>It lasted {duration}, since {time}.</source>
        <translation>Es dauerte {duration}, seit {time}.</translation>
    </message>
    <message>
        <source>No more messages until it has been steady for 30 minutes.</source>
        <translation>Keine weiteren Nachrichten, bis er 30 Minuten lang stabil war.</translation>
    </message>
    <message>
        <source>{n} monitor down</source>
        <translation>{n} Monitor ausgefallen</translation>
    </message>
    <message>
        <source>{n} monitors down</source>
        <translation>{n} Monitore ausgefallen</translation>
    </message>
    <message numerus="yes">
        <source>%n with other alerts</source>
        <translation>
            <numerusform>%n mit anderen Alarmen</numerusform>
            <numerusform>%n mit anderen Alarmen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} monitor recovered</source>
        <translation>{n} Monitor wieder da</translation>
    </message>
    <message>
        <source>{n} monitors recovered</source>
        <translation>{n} Monitore wieder da</translation>
    </message>
    <message numerus="yes">
        <source>%n recovered</source>
        <translation>
            <numerusform>%n wieder da</numerusform>
            <numerusform>%n wieder da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} und %n weitere</numerusform>
            <numerusform>{names} und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find a monitor, a command or a setting</source>
        <translation>Einen Monitor, einen Befehl oder eine Einstellung suchen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Nichts passt.</translation>
    </message>
</context>
<context>
    <name>Period</name>
    <message>
        <source>1 h</source>
        <translation>1 Std.</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 Std.</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 T.</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 T.</translation>
    </message>
    <message>
        <source>1 y</source>
        <translation>1 J.</translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation>der letzten Stunde</translation>
    </message>
    <message>
        <source>the last 24 hours</source>
        <translation>der letzten 24 Stunden</translation>
    </message>
    <message>
        <source>the last 7 days</source>
        <translation>der letzten 7 Tage</translation>
    </message>
    <message>
        <source>the last 30 days</source>
        <translation>der letzten 30 Tage</translation>
    </message>
    <message>
        <source>the last year</source>
        <translation>des letzten Jahres</translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Show {period}</source>
        <translation>{period} zeigen</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 T.</translation>
    </message>
    <message>
        <source>Chart commands</source>
        <translation>Befehle des Diagramms</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>First byte</source>
        <translation>Erstes Byte</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Latency · {time}</source>
        <translation>Latenz · {time}</translation>
    </message>
    <message>
        <source>Save as picture</source>
        <translation>Als Bild speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>The picture was not written: {why}</source>
        <translation>Das Bild wurde nicht geschrieben: {why}</translation>
    </message>
    <message>
        <source>Picture written to {path}</source>
        <translation>Bild geschrieben nach {path}</translation>
    </message>
</context>
<context>
    <name>PlacesSection</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>PlansView</name>
    <message>
        <source>Scheduled</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Scheduled reports…</source>
        <translation>Geplante Berichte …</translation>
    </message>
    <message>
        <source>Make now</source>
        <translation>Jetzt erstellen</translation>
    </message>
    <message>
        <source>Make {name} now</source>
        <translation>{name} jetzt erstellen</translation>
    </message>
    <message>
        <source>Reports can be made by themselves each week or month.</source>
        <translation>Berichte können jede Woche oder jeden Monat von selbst entstehen.</translation>
    </message>
    <message>
        <source>Not made: {why}</source>
        <translation>Nicht erstellt: {why}</translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message>
        <source>The request</source>
        <translation>Die Anfrage</translation>
    </message>
    <message>
        <source>The request as it will be sent</source>
        <translation>Die Anfrage, wie sie gesendet wird</translation>
    </message>
    <message>
        <source>What is typed makes no request yet.</source>
        <translation>Was eingetippt ist, ergibt noch keine Anfrage.</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Paste a URL or a curl command</source>
        <translation>Eine URL oder einen curl-Befehl einfügen</translation>
    </message>
    <message>
        <source>Address of a new monitor</source>
        <translation>Adresse eines neuen Monitors</translation>
    </message>
</context>
<context>
    <name>QuietPage</name>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Keep quiet hours</source>
        <translation>Ruhezeiten einhalten</translation>
    </message>
    <message>
        <source>Empty: none. An end that is not later is one of the next day: 00:00-00:00 is a whole day.</source>
        <translation>Leer: keine. Ein Ende, das nicht später ist, liegt am nächsten Tag: 00:00-00:00 ist ein ganzer Tag.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
</context>
<context>
    <name>RemoveView</name>
    <message>
        <source>delete the view {name}</source>
        <translation>die Ansicht {name} löschen</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>This report stays on your machine unless you hand it on. Secrets are taken out; names of monitors may be in it.</source>
        <translation>Dieser Bericht bleibt auf Ihrem Rechner, bis Sie ihn weitergeben. Geheimnisse sind entfernt; Namen von Monitoren können darin stehen.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern …</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}</source>
        <translation>{path} lässt sich nicht schreiben: {reason}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Gespeichert als {path}</translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>Kind of report</source>
        <translation>Art des Berichts</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Availability report</source>
        <translation>Verfügbarkeitsbericht</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Begin with a byte order mark, for old versions of Excel</source>
        <translation>Mit einer Byte Order Mark beginnen, für alte Versionen von Excel</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Tick at least one monitor or tag.</source>
        <translation>Mindestens einen Monitor oder Tag ankreuzen.</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>How far the report is</source>
        <translation>Wie weit der Bericht ist</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Den Bericht speichern</translation>
    </message>
    <message>
        <source>Writing {path} …</source>
        <translation>{path} wird geschrieben …</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{n} row</source>
        <translation>{n} Zeile</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} Zeilen</translation>
    </message>
    <message>
        <source>Report of {rows} written to {path}</source>
        <translation>Bericht über {rows} geschrieben nach {path}</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>Abgebrochen. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>The report was not written: {why}</source>
        <translation>Der Bericht wurde nicht geschrieben: {why}</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>SchedulesPage</name>
    <message>
        <source>Every week</source>
        <translation>Jede Woche</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Jeden Monat</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Make this report</source>
        <translation>Diesen Bericht erstellen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Monthly availability</source>
        <translation>Monatliche Verfügbarkeit</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Availability report</source>
        <translation>Verfügbarkeitsbericht</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>Tag des Monats</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Into the folder</source>
        <translation>In den Ordner</translation>
    </message>
    <message>
        <source>The report is attached.</source>
        <translation>Der Bericht ist angehängt.</translation>
    </message>
    <message>
        <source>There is no e-mail channel yet.</source>
        <translation>Es gibt noch keinen E-Mail-Kanal.</translation>
    </message>
    <message>
        <source>By e-mail</source>
        <translation>Per E-Mail</translation>
    </message>
    <message>
        <source>Without monitors and tags it is of all.</source>
        <translation>Ohne Monitore und Tags geht er über alle.</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the kept secret: {name}</source>
        <translation>Das aufbewahrte Geheimnis entfernen: {name}</translation>
    </message>
    <message>
        <source>In the keychain; type to replace</source>
        <translation>Im Schlüsselbund; zum Ersetzen tippen</translation>
    </message>
    <message>
        <source>Kept until the program ends; type to replace it</source>
        <translation>Aufbewahrt bis zum Ende des Programms; zum Ersetzen tippen</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Discard what you entered under {pages}?</source>
        <translation>Verwerfen, was unter {pages} eingegeben ist?</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Beeinträchtigt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>VIEWS</source>
        <translation>ANSICHTEN</translation>
    </message>
    <message>
        <source>TAGS</source>
        <translation>TAGS</translation>
    </message>
</context>
<context>
    <name>SnoozeMenu</name>
    <message>
        <source>Snooze</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>For {n} hour</source>
        <translation>Für {n} Stunde</translation>
    </message>
    <message>
        <source>For {n} hours</source>
        <translation>Für {n} Stunden</translation>
    </message>
    <message>
        <source>Until tomorrow, 8:00</source>
        <translation>Bis morgen, 8:00</translation>
    </message>
    <message>
        <source>Wake now</source>
        <translation>Jetzt wecken</translation>
    </message>
</context>
<context>
    <name>StackedPhases</name>
    <message>
        <source>phases are known of the last 30 days only</source>
        <translation>Phasen sind nur aus den letzten 30 Tagen bekannt</translation>
    </message>
    <message>
        <source>no phases are known of this time</source>
        <translation>aus dieser Zeit sind keine Phasen bekannt</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>{n} down</source>
        <translation>{n} ausgefallen</translation>
    </message>
    <message>
        <source>{n} failing</source>
        <translation>{n} gestört</translation>
    </message>
    <message>
        <source>{n} degraded</source>
        <translation>{n} beeinträchtigt</translation>
    </message>
    <message>
        <source>{n} unknown</source>
        <translation>{n} unbekannt</translation>
    </message>
    <message>
        <source>{n} pending</source>
        <translation>{n} ausstehend</translation>
    </message>
    <message>
        <source>{n} in maintenance</source>
        <translation>{n} in Wartung</translation>
    </message>
    <message>
        <source>{n} paused</source>
        <translation>{n} pausiert</translation>
    </message>
    <message>
        <source>{n} up</source>
        <translation>{n} verfügbar</translation>
    </message>
    <message>
        <source>No monitors</source>
        <translation>Keine Monitore</translation>
    </message>
    <message>
        <source>network OK</source>
        <translation>Netz OK</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>{n} alert waiting</source>
        <translation>{n} Meldung wartet</translation>
    </message>
    <message>
        <source>{n} alerts waiting</source>
        <translation>{n} Meldungen warten</translation>
    </message>
    <message>
        <source>Messages that no channel has accepted yet</source>
        <translation>Nachrichten, die noch kein Kanal angenommen hat</translation>
    </message>
    <message>
        <source>Quiet until {time}</source>
        <translation>Ruhe bis {time}</translation>
    </message>
    <message>
        <source>Only critical alerts are told now; all others then, in one message</source>
        <translation>Nur kritische Alarme werden jetzt gemeldet; alle anderen dann, in einer Nachricht</translation>
    </message>
    <message>
        <source>not checking</source>
        <translation>prüft nicht</translation>
    </message>
    <message>
        <source>checked {time}</source>
        <translation>geprüft {time}</translation>
    </message>
</context>
<context>
    <name>TagsPage</name>
    <message>
        <source>No monitor has a tag yet. Tags are set in a monitor&apos;s dialog, under List.</source>
        <translation>Noch hat kein Monitor einen Tag. Tags stehen im Dialog eines Monitors, unter Liste.</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>Alle Kanäle</translation>
    </message>
    <message>
        <source>When down</source>
        <translation>Bei Ausfall</translation>
    </message>
    <message>
        <source>Empty: what another tag says, else never.</source>
        <translation>Leer: was ein anderer Tag sagt, sonst nie.</translation>
    </message>
</context>
<context>
    <name>Threshold</name>
    <message>
        <source>slow above {limit}</source>
        <translation>langsam ab {limit}</translation>
    </message>
</context>
<context>
    <name>Ticks</name>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>API Monitor</source>
        <translation>API Monitor</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle pausieren</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Open API Monitor</source>
        <translation>API Monitor öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>This machine is offline: nothing can be checked</source>
        <translation>Dieser Rechner ist offline: Nichts lässt sich prüfen</translation>
    </message>
    <message numerus="yes">
        <source>Inbox: %n unacknowledged</source>
        <translation>
            <numerusform>Eingang: %n unbestätigt</numerusform>
            <numerusform>Eingang: %n unbestätigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking has stopped: open the window for the reason</source>
        <translation>Es wird nicht mehr geprüft: Das Fenster nennt den Grund</translation>
    </message>
    <message>
        <source>Nothing checked yet</source>
        <translation>Noch nichts geprüft</translation>
    </message>
    <message>
        <source>No monitors yet</source>
        <translation>Noch keine Monitore</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Set the address to ask for the newest version first.</source>
        <translation>Zuerst muss die Adresse gesetzt werden, die nach der neuesten Version gefragt wird.</translation>
    </message>
    <message>
        <source>Updates…</source>
        <translation>Updates …</translation>
    </message>
    <message>
        <source>Asking for the newest version …</source>
        <translation>Nach der neuesten Version wird gefragt …</translation>
    </message>
    <message>
        <source>API Monitor {version} is the newest version.</source>
        <translation>API Monitor {version} ist die neueste Version.</translation>
    </message>
    <message>
        <source>Whether there is a newer version is not known. {why}</source>
        <translation>Ob es eine neuere Version gibt, ist nicht bekannt. {why}</translation>
    </message>
    <message>
        <source>API Monitor {version} is out.</source>
        <translation>API Monitor {version} ist erschienen.</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Seite öffnen</translation>
    </message>
</context>
<context>
    <name>UptimeChart</name>
    <message>
        <source>Uptime by day</source>
        <translation>Verfügbarkeit je Tag</translation>
    </message>
</context>
<context>
    <name>UptimeSection</name>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 T.</translation>
    </message>
    <message>
        <source>Uptime by hour</source>
        <translation>Verfügbarkeit je Stunde</translation>
    </message>
    <message>
        <source>Uptime by day</source>
        <translation>Verfügbarkeit je Tag</translation>
    </message>
    <message>
        <source>Uptime by week</source>
        <translation>Verfügbarkeit je Woche</translation>
    </message>
    <message>
        <source>Uptime of a year</source>
        <translation>Verfügbarkeit eines Jahres</translation>
    </message>
    <message>
        <source>Click one to zoom the latency to its time.</source>
        <translation>Ein Klick zeigt die Latenz dieser Zeit.</translation>
    </message>
    <message>
        <source>The uptime could not be read: {why}</source>
        <translation>Die Verfügbarkeit konnte nicht gelesen werden: {why}</translation>
    </message>
</context>
<context>
    <name>ViewActions</name>
    <message>
        <source>Sa&amp;ve this view…</source>
        <translation>Diese Ansicht &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;Delete this view</source>
        <translation>Diese Ansicht &amp;löschen</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>Name in the sidebar. One of the same name is replaced.</source>
        <translation>Name in der Seitenleiste. Eine gleichen Namens wird ersetzt.</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>Deleted the view {name}.</source>
        <translation>Die Ansicht {name} ist gelöscht.</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>Timing of the check</source>
        <translation>Zeiten der Prüfung</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>First byte</source>
        <translation>Erstes Byte</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
</context>
<context>
    <name>ZoneField</name>
    <message>
        <source>This machine&apos;s ({zone})</source>
        <translation>Die dieses Rechners ({zone})</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
</context>
</TS>
