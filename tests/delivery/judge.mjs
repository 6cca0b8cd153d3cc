// Judges mails as a receiving server would: mailauth's DKIM, ARC and DMARC, with a zone from stdin.
// In: {"mails": [base64], "zone": {name: [txt]}, "at": where package.json is}. Out: a verdict each;
// `late` is what DKIM says in eight days.
import { createRequire } from "node:module";

const input = JSON.parse(await new Response(process.stdin).text());
const load = createRequire(input.at);
const { authenticate } = load("mailauth");
const { dkimVerify } = load("mailauth/lib/dkim/verify");
const late = new Date(Date.now() + 8 * 24 * 3600 * 1000);

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
  const after = await dkimVerify(Buffer.from(mail, "base64"), { resolver, curTime: late });
  verdicts.push({
    late: after.results.map((one) => [one.signingDomain, one.status.result]),
    dkim: found.dkim.results.map((one) => [one.signingDomain, one.algo, one.status.result]),
    arc: found.arc ? found.arc.status.result : "none",
    dmarc: found.dmarc ? found.dmarc.status.result : "none",
    policy: (found.dmarc && found.dmarc.policy) || "",
    from: found.dkim.headerFrom,
  });
}
process.stdout.write(JSON.stringify(verdicts));
