import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
// src/suppression/rule-process/serve.ts
/** Of what a rule throws only so much is handed on. */
const LONGEST_TEXT = 500;
const textOf = (error) => (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_TEXT);
/** A module's default export; `null`, and said to be broken, where that is no function. */
async function loaded(path, send) {
	try {
		const { default: rule } = await import(pathToFileURL(path).href);
		if (typeof rule === "function") return rule;
		send({ broken: "has no function as its default export" });
	} catch (error) {
		send({ broken: `cannot be loaded: ${textOf(error)}` });
	}
	return null;
}
/** Takes what a rule's process is asked and told; several questions may be open at a time. */
function serving(rule, send) {
	const waiting = /* @__PURE__ */ new Map();
	let calls = 0;
	const decide = async (ask, input) => {
		const before = process.cpuUsage();
		const passes = async (test) => await new Promise((resolve, reject) => {
			waiting.set(++calls, {
				resolve,
				reject
			});
			send({
				call: calls,
				ask,
				test: String(test)
			});
		});
		try {
			const content = await rule({
				...input,
				passes
			}) === true;
			const { user, system } = process.cpuUsage(before);
			send({
				answer: ask,
				content,
				cpuSeconds: (user + system) / 1e6
			});
		} catch (error) {
			send({
				answer: ask,
				error: textOf(error)
			});
		}
	};
	return (message) => {
		if ("ask" in message) return void decide(message.ask, message.input);
		const call = waiting.get(message.tell);
		waiting.delete(message.tell);
		if ("passed" in message) call?.resolve(message.passed);
		else call?.reject(new Error(message.failed));
	};
}
// src/suppression/rule-process/main.ts
const send = (message) => void writeSync(3, `${JSON.stringify(message)}\n`);
const rule = await loaded(process.argv[2], send);
if (rule) {
	const take = serving(rule, send);
	send({ ready: true });
	for await (const line of createInterface({ input: process.stdin })) take(JSON.parse(line));
}
export {};
