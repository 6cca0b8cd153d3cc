// Judges mails as a receiving server would: mailauth's DKIM, ARC and DMARC, with a zone from stdin.
// In: {"mails": [base64], "zone": {name: [txt]}, "at": where package.json is}. Out: one verdict each.
import { createRequire } from "node:module";

const input = JSON.parse(await new Response(process.stdin).text());
const { authenticate } = createRequire(input.at)("mailauth");

const resolver = async (name, kind) => {
  const found = kind === "TXT" ? input.zone[name.toLowerCase().replace(/\.$/, "")] : undefined;
  if (found === undefined) throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
  return found.map((text) => [text]);
};

const verdicts = [];
for (const mail of input.mails) {
  const found = await authenticate(Buffer.from(mail, "base64"), {
    resolver, ip: "203.0.113.77", helo: "relay.example", mta: "mx.judge.example",
    sender: "bounce@elsewhere.example", disableBimi: true, strict: true,
  });
  verdicts.push({
    dkim: found.dkim.results.map((one) => [one.signingDomain, one.algo, one.status.result]),
    arc: found.arc ? found.arc.status.result : "none",
    dmarc: found.dmarc ? found.dmarc.status.result : "none",
    policy: (found.dmarc && found.dmarc.policy) || "",
    from: found.dkim.headerFrom,
  });
}
process.stdout.write(JSON.stringify(verdicts));
