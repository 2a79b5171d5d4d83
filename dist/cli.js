#!/usr/bin/env node
import { i as __toESM, r as __require, t as __commonJSMin } from "./chunk-rolldown-runtime.js";
import { $ as withJournal, $n as ratio, $t as gitText, A as isText, Ar as unitOf, At as isServer, B as halfToEven, Bn as canonicalJson, Bt as QUALIFICATION_FILE, C as readHeader, Cn as seeded, Cr as ENERGY_SAVING, Ct as text, D as KV_BYTES, Dn as assertComparison, Dr as SAVING_METRICS, Dt as checkConfig, E as PRESETS, En as updateBaseline, Er as RATIO_METRICS, Et as exitOf, Ft as thresholdOf, G as parseSample, Gn as contextSum, Gt as WORKLOADS, H as gradeFile, Hn as sidesOf, Ht as compareOptions, I as codeWorkloadName, In as readJson, Jn as smallestCallable, Jt as studyCapOf, K as jsonLines, Kn as shareInterval, Kt as WORKLOAD_NAMES, L as workloadName, Ln as sha256OfFile, M as loadWorkload, Mn as jsonText, Mr as energyOf, N as isLongBench, Nn as writeJson, Nr as plainText, Nt as entryFor, On as assertRunResult, Ot as loadConfig, P as longBench, Pn as writeWhole, Pr as dropEmptyVariables, Pt as pageOf, Q as boardsOf, Qn as pairs, R as readTasks, Rn as entryOf, Rr as runEntry, Rt as storeOf, S as partsOf, Sn as trendOf, Sr as ENERGY, St as table$2, T as presetOf, Tn as readHistory, Tr as METRIC_IDS, Tt as cacheDirectory, U as LONGBENCH_KEYS, Un as savings, Ut as describeOptions, V as probeRings, Vn as compare, Vt as DEFAULT_COMPARING, W as gradedLine, Wn as metricRow, Wt as isModule, X as listMeters, Xn as tenth, Xt as mostBlocks, Yn as judge, Yt as absoluteBaseline, Z as measure$1, Zn as blockValues, Zt as nextLook, _ as readTemplate, _n as wattHours, _r as require_jstat, _t as sharesText, a as claimGate, an as escapeHtml, ar as errorOf, at as summaryLines, b as locateModel, bn as repositoryPage, br as netJoules, bt as number, c as runUpTo, cn as cell, cr as JOULES_PER_KWH, d as planOf, dn as marksText, dr as energyUpTo, dt as list$2, er as saved, et as assertWritable, f as worstValidity, fn as verdictText, fr as meanOfAll, g as LlamaEngine, gn as quantity, gr as variance, gt as STYLE$1, h as openServer, hn as grams, hr as unpairedEffect, ht as name, in as codeSpan, ir as blocksOf, it as estimatedNote$1, j as loadDataset, jn as schemaErrors, jr as ARMS, jt as explainErrors, kn as readComparison, kr as nameOf, kt as readConfigFile, l as openSession, ln as columnsOf, lr as intensityOf, m as isServed, mn as digits, mr as meanEffect, mt as table$3, nn as trendMarkdown, nr as usableBlocks, nt as RENDERERS, o as writeOutcome, on as proseText, or as FINDINGS, ot as basisLines, p as findModel, pn as change, pr as interval, pt as md, q as startGrader, qn as blocksToCall, qt as isLongBenchName, r as forPullRequest, rn as findingText, rr as armBlocks, rt as view, s as runBlocks, sn as armsOf, sr as meaningOf, t as runGate, tr as savingOf, tt as claimOutput, u as extentOf, un as machineText, ur as babbleOf, ut as minutes, v as addressOf, vn as isPullRequest, vr as answersOf, vt as unaccountedText, w as memoryNeeded, wn as assertMayBeStored, wt as wide, x as practiceModel, xn as TREND_RULES, xr as tasksOf, xt as section$2, y as isFile, yr as endIsTold, yt as list$1, z as codeSimilarity, zn as sha256, zt as withStored } from "./chunk-run.js";
import { a as packageRoot, c as describeError, l as exitStatusOf, n as resolveNative, o as resolvePath, r as setRuntimePath, s as JouleGateError } from "./chunk-runtime.js";
import { r as llamaOn } from "./chunk-native2.js";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { existsSync, readFileSync, statSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { readFile } from "node:fs/promises";
// src/cli/io.ts
function workingDirectory() {
	try {
		return process.cwd();
	} catch (cause) {
		throw new JouleGateError("usage", "the working directory no longer exists", "change into a folder that does", { cause });
	}
}
/**
* Progress on standard error: one moving line on a terminal, plain lines elsewhere. @throws JouleGateError `usage`
* where the working directory is gone
*/
function processIo(signal) {
	const moving = process.stderr.isTTY === true && !process.env["CI"];
	let open = false;
	const line = (text) => plainText(text.endsWith("\n") ? text : `${text}\n`);
	const done = () => {
		if (open) process.stderr.write("\n");
		open = false;
	};
	return {
		out: (text) => void process.stdout.write(line(text)),
		deliver: (text) => new Promise((resolve, reject) => {
			process.stdout.write(line(text), (error) => {
				if (!error || error.code === "EPIPE") resolve();
				else reject(new JouleGateError("file-unreadable", `cannot write to standard output: ${error.message}`, "free some space, or give a file with --out", { cause: error }));
			});
		}),
		progress(text) {
			if (moving) {
				process.stderr.write(`\r\u001b[K${plainText(text).slice(0, (process.stderr.columns ?? 80) - 1)}`);
				open = true;
			} else process.stderr.write(line(text));
		},
		remark(text) {
			done();
			process.stderr.write(line(text));
		},
		done,
		cwd: workingDirectory(),
		env: process.env,
		signal
	};
}
// node_modules/commander/lib/error.js
var require_error = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* CommanderError class
	*/
	var CommanderError = class extends Error {
		/**
		* Constructs the CommanderError class
		* @param {number} exitCode suggested exit code which could be used with process.exit
		* @param {string} code an id string representing the error
		* @param {string} message human-readable description of the error
		*/
		constructor(exitCode, code, message) {
			super(message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
			this.code = code;
			this.exitCode = exitCode;
			this.nestedError = void 0;
		}
	};
	/**
	* InvalidArgumentError class
	*/
	var InvalidArgumentError = class extends CommanderError {
		/**
		* Constructs the InvalidArgumentError class
		* @param {string} [message] explanation of why argument is invalid
		*/
		constructor(message) {
			super(1, "commander.invalidArgument", message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
		}
	};
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
}));
// node_modules/commander/lib/argument.js
var require_argument = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Argument = class {
		/**
		* Initialize a new command argument with the given name and description.
		* The default is that the argument is required, and you can explicitly
		* indicate this with <> around the name. Put [] around the name for an optional argument.
		*
		* @param {string} name
		* @param {string} [description]
		*/
		constructor(name, description) {
			this.description = description || "";
			this.variadic = false;
			this.parseArg = void 0;
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.argChoices = void 0;
			switch (name[0]) {
				case "<":
					this.required = true;
					this._name = name.slice(1, -1);
					break;
				case "[":
					this.required = false;
					this._name = name.slice(1, -1);
					break;
				default:
					this.required = true;
					this._name = name;
			}
			if (this._name.endsWith("...")) {
				this.variadic = true;
				this._name = this._name.slice(0, -3);
			}
		}
		/**
		* Return argument name.
		*
		* @return {string}
		*/
		name() {
			return this._name;
		}
		/**
		* @package
		*/
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		/**
		* Set the default value, and optionally supply the description to be displayed in the help.
		*
		* @param {*} value
		* @param {string} [description]
		* @return {Argument}
		*/
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		/**
		* Set the custom handler for processing CLI command arguments into argument values.
		*
		* @param {Function} [fn]
		* @return {Argument}
		*/
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		/**
		* Only allow argument value to be one of choices.
		*
		* @param {string[]} values
		* @return {Argument}
		*/
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		/**
		* Make argument required.
		*
		* @returns {Argument}
		*/
		argRequired() {
			this.required = true;
			return this;
		}
		/**
		* Make argument optional.
		*
		* @returns {Argument}
		*/
		argOptional() {
			this.required = false;
			return this;
		}
	};
	/**
	* Takes an argument and returns its human readable equivalent for help usage.
	*
	* @param {Argument} arg
	* @return {string}
	* @private
	*/
	function humanReadableArgName(arg) {
		const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
		return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
	}
	exports.Argument = Argument;
	exports.humanReadableArgName = humanReadableArgName;
}));
// node_modules/commander/lib/help.js
var require_help = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { humanReadableArgName } = require_argument();
	/**
	* TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
	* https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
	* @typedef { import("./argument.js").Argument } Argument
	* @typedef { import("./command.js").Command } Command
	* @typedef { import("./option.js").Option } Option
	*/
	var Help = class {
		constructor() {
			this.helpWidth = void 0;
			this.minWidthToWrap = 40;
			this.sortSubcommands = false;
			this.sortOptions = false;
			this.showGlobalOptions = false;
		}
		/**
		* prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
		* and just before calling `formatHelp()`.
		*
		* Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
		*
		* @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
		*/
		prepareContext(contextOptions) {
			this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
		}
		/**
		* Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
		*
		* @param {Command} cmd
		* @returns {Command[]}
		*/
		visibleCommands(cmd) {
			const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
			const helpCommand = cmd._getHelpCommand();
			if (helpCommand && !helpCommand._hidden) visibleCommands.push(helpCommand);
			if (this.sortSubcommands) visibleCommands.sort((a, b) => {
				return a.name().localeCompare(b.name());
			});
			return visibleCommands;
		}
		/**
		* Compare options for sort.
		*
		* @param {Option} a
		* @param {Option} b
		* @returns {number}
		*/
		compareOptions(a, b) {
			const getSortKey = (option) => {
				return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
			};
			return getSortKey(a).localeCompare(getSortKey(b));
		}
		/**
		* Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
		*
		* @param {Command} cmd
		* @returns {Option[]}
		*/
		visibleOptions(cmd) {
			const visibleOptions = cmd.options.filter((option) => !option.hidden);
			const helpOption = cmd._getHelpOption();
			if (helpOption && !helpOption.hidden) {
				const removeShort = helpOption.short && cmd._findOption(helpOption.short);
				const removeLong = helpOption.long && cmd._findOption(helpOption.long);
				if (!removeShort && !removeLong) visibleOptions.push(helpOption);
				else if (helpOption.long && !removeLong) visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description));
				else if (helpOption.short && !removeShort) visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description));
			}
			if (this.sortOptions) visibleOptions.sort(this.compareOptions);
			return visibleOptions;
		}
		/**
		* Get an array of the visible global options. (Not including help.)
		*
		* @param {Command} cmd
		* @returns {Option[]}
		*/
		visibleGlobalOptions(cmd) {
			if (!this.showGlobalOptions) return [];
			const globalOptions = [];
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
				const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
				globalOptions.push(...visibleOptions);
			}
			if (this.sortOptions) globalOptions.sort(this.compareOptions);
			return globalOptions;
		}
		/**
		* Get an array of the arguments if any have a description.
		*
		* @param {Command} cmd
		* @returns {Argument[]}
		*/
		visibleArguments(cmd) {
			if (cmd._argsDescription) cmd.registeredArguments.forEach((argument) => {
				argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
			});
			if (cmd.registeredArguments.find((argument) => argument.description)) return cmd.registeredArguments;
			return [];
		}
		/**
		* Get the command term to show in the list of subcommands.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		subcommandTerm(cmd) {
			const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
			return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + (args ? " " + args : "");
		}
		/**
		* Get the option term to show in the list of options.
		*
		* @param {Option} option
		* @returns {string}
		*/
		optionTerm(option) {
			return option.flags;
		}
		/**
		* Get the argument term to show in the list of arguments.
		*
		* @param {Argument} argument
		* @returns {string}
		*/
		argumentTerm(argument) {
			return argument.name();
		}
		/**
		* Get the longest command term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestSubcommandTermLength(cmd, helper) {
			return helper.visibleCommands(cmd).reduce((max, command) => {
				return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
			}, 0);
		}
		/**
		* Get the longest option term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestOptionTermLength(cmd, helper) {
			return helper.visibleOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		/**
		* Get the longest global option term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestGlobalOptionTermLength(cmd, helper) {
			return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		/**
		* Get the longest argument term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestArgumentTermLength(cmd, helper) {
			return helper.visibleArguments(cmd).reduce((max, argument) => {
				return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
			}, 0);
		}
		/**
		* Get the command usage to be displayed at the top of the built-in help.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		commandUsage(cmd) {
			let cmdName = cmd._name;
			if (cmd._aliases[0]) cmdName = cmdName + "|" + cmd._aliases[0];
			let ancestorCmdNames = "";
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
			return ancestorCmdNames + cmdName + " " + cmd.usage();
		}
		/**
		* Get the description for the command.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		commandDescription(cmd) {
			return cmd.description();
		}
		/**
		* Get the subcommand summary to show in the list of subcommands.
		* (Fallback to description for backwards compatibility.)
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		subcommandDescription(cmd) {
			return cmd.summary() || cmd.description();
		}
		/**
		* Get the option description to show in the list of options.
		*
		* @param {Option} option
		* @return {string}
		*/
		optionDescription(option) {
			const extraInfo = [];
			if (option.argChoices) extraInfo.push(`choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (option.defaultValue !== void 0) {
				if (option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean") extraInfo.push(`default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`);
			}
			if (option.presetArg !== void 0 && option.optional) extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
			if (option.envVar !== void 0) extraInfo.push(`env: ${option.envVar}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (option.description) return `${option.description} ${extraDescription}`;
				return extraDescription;
			}
			return option.description;
		}
		/**
		* Get the argument description to show in the list of arguments.
		*
		* @param {Argument} argument
		* @return {string}
		*/
		argumentDescription(argument) {
			const extraInfo = [];
			if (argument.argChoices) extraInfo.push(`choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (argument.defaultValue !== void 0) extraInfo.push(`default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (argument.description) return `${argument.description} ${extraDescription}`;
				return extraDescription;
			}
			return argument.description;
		}
		/**
		* Format a list of items, given a heading and an array of formatted items.
		*
		* @param {string} heading
		* @param {string[]} items
		* @param {Help} helper
		* @returns string[]
		*/
		formatItemList(heading, items, helper) {
			if (items.length === 0) return [];
			return [
				helper.styleTitle(heading),
				...items,
				""
			];
		}
		/**
		* Group items by their help group heading.
		*
		* @param {Command[] | Option[]} unsortedItems
		* @param {Command[] | Option[]} visibleItems
		* @param {Function} getGroup
		* @returns {Map<string, Command[] | Option[]>}
		*/
		groupItems(unsortedItems, visibleItems, getGroup) {
			const result = /* @__PURE__ */ new Map();
			unsortedItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
			});
			visibleItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
				result.get(group).push(item);
			});
			return result;
		}
		/**
		* Generate the built-in help text.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {string}
		*/
		formatHelp(cmd, helper) {
			const termWidth = helper.padWidth(cmd, helper);
			const helpWidth = helper.helpWidth ?? 80;
			function callFormatItem(term, description) {
				return helper.formatItem(term, termWidth, description, helper);
			}
			let output = [`${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`, ""];
			const commandDescription = helper.commandDescription(cmd);
			if (commandDescription.length > 0) output = output.concat([helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth), ""]);
			const argumentList = helper.visibleArguments(cmd).map((argument) => {
				return callFormatItem(helper.styleArgumentTerm(helper.argumentTerm(argument)), helper.styleArgumentDescription(helper.argumentDescription(argument)));
			});
			output = output.concat(this.formatItemList("Arguments:", argumentList, helper));
			this.groupItems(cmd.options, helper.visibleOptions(cmd), (option) => option.helpGroupHeading ?? "Options:").forEach((options, group) => {
				const optionList = options.map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList(group, optionList, helper));
			});
			if (helper.showGlobalOptions) {
				const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList("Global Options:", globalOptionList, helper));
			}
			this.groupItems(cmd.commands, helper.visibleCommands(cmd), (sub) => sub.helpGroup() || "Commands:").forEach((commands, group) => {
				const commandList = commands.map((sub) => {
					return callFormatItem(helper.styleSubcommandTerm(helper.subcommandTerm(sub)), helper.styleSubcommandDescription(helper.subcommandDescription(sub)));
				});
				output = output.concat(this.formatItemList(group, commandList, helper));
			});
			return output.join("\n");
		}
		/**
		* Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
		*
		* @param {string} str
		* @returns {number}
		*/
		displayWidth(str) {
			return stripColor(str).length;
		}
		/**
		* Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
		*
		* @param {string} str
		* @returns {string}
		*/
		styleTitle(str) {
			return str;
		}
		styleUsage(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word === "[command]") return this.styleSubcommandText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleCommandText(word);
			}).join(" ");
		}
		styleCommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleOptionDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleSubcommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleArgumentDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleDescriptionText(str) {
			return str;
		}
		styleOptionTerm(str) {
			return this.styleOptionText(str);
		}
		styleSubcommandTerm(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleSubcommandText(word);
			}).join(" ");
		}
		styleArgumentTerm(str) {
			return this.styleArgumentText(str);
		}
		styleOptionText(str) {
			return str;
		}
		styleArgumentText(str) {
			return str;
		}
		styleSubcommandText(str) {
			return str;
		}
		styleCommandText(str) {
			return str;
		}
		/**
		* Calculate the pad width from the maximum term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		padWidth(cmd, helper) {
			return Math.max(helper.longestOptionTermLength(cmd, helper), helper.longestGlobalOptionTermLength(cmd, helper), helper.longestSubcommandTermLength(cmd, helper), helper.longestArgumentTermLength(cmd, helper));
		}
		/**
		* Detect manually wrapped and indented strings by checking for line break followed by whitespace.
		*
		* @param {string} str
		* @returns {boolean}
		*/
		preformatted(str) {
			return /\n[^\S\r\n]/.test(str);
		}
		/**
		* Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
		*
		* So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
		*   TTT  DDD DDDD
		*        DD DDD
		*
		* @param {string} term
		* @param {number} termWidth
		* @param {string} description
		* @param {Help} helper
		* @returns {string}
		*/
		formatItem(term, termWidth, description, helper) {
			const itemIndent = 2;
			const itemIndentStr = " ".repeat(itemIndent);
			if (!description) return itemIndentStr + term;
			const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
			const spacerWidth = 2;
			const remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - itemIndent;
			let formattedDescription;
			if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) formattedDescription = description;
			else formattedDescription = helper.boxWrap(description, remainingWidth).replace(/\n/g, "\n" + " ".repeat(termWidth + spacerWidth));
			return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `\n${itemIndentStr}`);
		}
		/**
		* Wrap a string at whitespace, preserving existing line breaks.
		* Wrapping is skipped if the width is less than `minWidthToWrap`.
		*
		* @param {string} str
		* @param {number} width
		* @returns {string}
		*/
		boxWrap(str, width) {
			if (width < this.minWidthToWrap) return str;
			const rawLines = str.split(/\r\n|\n/);
			const chunkPattern = /[\s]*[^\s]+/g;
			const wrappedLines = [];
			rawLines.forEach((line) => {
				const chunks = line.match(chunkPattern);
				if (chunks === null) {
					wrappedLines.push("");
					return;
				}
				let sumChunks = [chunks.shift()];
				let sumWidth = this.displayWidth(sumChunks[0]);
				chunks.forEach((chunk) => {
					const visibleWidth = this.displayWidth(chunk);
					if (sumWidth + visibleWidth <= width) {
						sumChunks.push(chunk);
						sumWidth += visibleWidth;
						return;
					}
					wrappedLines.push(sumChunks.join(""));
					const nextChunk = chunk.trimStart();
					sumChunks = [nextChunk];
					sumWidth = this.displayWidth(nextChunk);
				});
				wrappedLines.push(sumChunks.join(""));
			});
			return wrappedLines.join("\n");
		}
	};
	/**
	* Strip style ANSI escape sequences from the string. In particular, SGR (Select Graphic Rendition) codes.
	*
	* @param {string} str
	* @returns {string}
	* @package
	*/
	function stripColor(str) {
		return str.replace(/\x1b\[\d*(;\d*)*m/g, "");
	}
	exports.Help = Help;
	exports.stripColor = stripColor;
}));
// node_modules/commander/lib/option.js
var require_option = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Option = class {
		/**
		* Initialize a new `Option` with the given `flags` and `description`.
		*
		* @param {string} flags
		* @param {string} [description]
		*/
		constructor(flags, description) {
			this.flags = flags;
			this.description = description || "";
			this.required = flags.includes("<");
			this.optional = flags.includes("[");
			this.variadic = /\w\.\.\.[>\]]$/.test(flags);
			this.mandatory = false;
			const optionFlags = splitOptionFlags(flags);
			this.short = optionFlags.shortFlag;
			this.long = optionFlags.longFlag;
			this.negate = false;
			if (this.long) this.negate = this.long.startsWith("--no-");
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.presetArg = void 0;
			this.envVar = void 0;
			this.parseArg = void 0;
			this.hidden = false;
			this.argChoices = void 0;
			this.conflictsWith = [];
			this.implied = void 0;
			this.helpGroupHeading = void 0;
		}
		/**
		* Set the default value, and optionally supply the description to be displayed in the help.
		*
		* @param {*} value
		* @param {string} [description]
		* @return {Option}
		*/
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		/**
		* Preset to use when option used without option-argument, especially optional but also boolean and negated.
		* The custom processing (parseArg) is called.
		*
		* @example
		* new Option('--color').default('GREYSCALE').preset('RGB');
		* new Option('--donate [amount]').preset('20').argParser(parseFloat);
		*
		* @param {*} arg
		* @return {Option}
		*/
		preset(arg) {
			this.presetArg = arg;
			return this;
		}
		/**
		* Add option name(s) that conflict with this option.
		* An error will be displayed if conflicting options are found during parsing.
		*
		* @example
		* new Option('--rgb').conflicts('cmyk');
		* new Option('--js').conflicts(['ts', 'jsx']);
		*
		* @param {(string | string[])} names
		* @return {Option}
		*/
		conflicts(names) {
			this.conflictsWith = this.conflictsWith.concat(names);
			return this;
		}
		/**
		* Specify implied option values for when this option is set and the implied options are not.
		*
		* The custom processing (parseArg) is not called on the implied values.
		*
		* @example
		* program
		*   .addOption(new Option('--log', 'write logging information to file'))
		*   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
		*
		* @param {object} impliedOptionValues
		* @return {Option}
		*/
		implies(impliedOptionValues) {
			let newImplied = impliedOptionValues;
			if (typeof impliedOptionValues === "string") newImplied = { [impliedOptionValues]: true };
			this.implied = Object.assign(this.implied || {}, newImplied);
			return this;
		}
		/**
		* Set environment variable to check for option value.
		*
		* An environment variable is only used if when processed the current option value is
		* undefined, or the source of the current value is 'default' or 'config' or 'env'.
		*
		* @param {string} name
		* @return {Option}
		*/
		env(name) {
			this.envVar = name;
			return this;
		}
		/**
		* Set the custom handler for processing CLI option arguments into option values.
		*
		* @param {Function} [fn]
		* @return {Option}
		*/
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		/**
		* Whether the option is mandatory and must have a value after parsing.
		*
		* @param {boolean} [mandatory=true]
		* @return {Option}
		*/
		makeOptionMandatory(mandatory = true) {
			this.mandatory = !!mandatory;
			return this;
		}
		/**
		* Hide option in help.
		*
		* @param {boolean} [hide=true]
		* @return {Option}
		*/
		hideHelp(hide = true) {
			this.hidden = !!hide;
			return this;
		}
		/**
		* @package
		*/
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		/**
		* Only allow option value to be one of choices.
		*
		* @param {string[]} values
		* @return {Option}
		*/
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		/**
		* Return option name.
		*
		* @return {string}
		*/
		name() {
			if (this.long) return this.long.replace(/^--/, "");
			return this.short.replace(/^-/, "");
		}
		/**
		* Return option name, in a camelcase format that can be used
		* as an object attribute key.
		*
		* @return {string}
		*/
		attributeName() {
			if (this.negate) return camelcase(this.name().replace(/^no-/, ""));
			return camelcase(this.name());
		}
		/**
		* Set the help group heading.
		*
		* @param {string} heading
		* @return {Option}
		*/
		helpGroup(heading) {
			this.helpGroupHeading = heading;
			return this;
		}
		/**
		* Check if `arg` matches the short or long flag.
		*
		* @param {string} arg
		* @return {boolean}
		* @package
		*/
		is(arg) {
			return this.short === arg || this.long === arg;
		}
		/**
		* Return whether a boolean option.
		*
		* Options are one of boolean, negated, required argument, or optional argument.
		*
		* @return {boolean}
		* @package
		*/
		isBoolean() {
			return !this.required && !this.optional && !this.negate;
		}
	};
	/**
	* This class is to make it easier to work with dual options, without changing the existing
	* implementation. We support separate dual options for separate positive and negative options,
	* like `--build` and `--no-build`, which share a single option value. This works nicely for some
	* use cases, but is tricky for others where we want separate behaviours despite
	* the single shared option value.
	*/
	var DualOptions = class {
		/**
		* @param {Option[]} options
		*/
		constructor(options) {
			this.positiveOptions = /* @__PURE__ */ new Map();
			this.negativeOptions = /* @__PURE__ */ new Map();
			this.dualOptions = /* @__PURE__ */ new Set();
			options.forEach((option) => {
				if (option.negate) this.negativeOptions.set(option.attributeName(), option);
				else this.positiveOptions.set(option.attributeName(), option);
			});
			this.negativeOptions.forEach((value, key) => {
				if (this.positiveOptions.has(key)) this.dualOptions.add(key);
			});
		}
		/**
		* Did the value come from the option, and not from possible matching dual option?
		*
		* @param {*} value
		* @param {Option} option
		* @returns {boolean}
		*/
		valueFromOption(value, option) {
			const optionKey = option.attributeName();
			if (!this.dualOptions.has(optionKey)) return true;
			const preset = this.negativeOptions.get(optionKey).presetArg;
			const negativeValue = preset !== void 0 ? preset : false;
			return option.negate === (negativeValue === value);
		}
	};
	/**
	* Convert string from kebab-case to camelCase.
	*
	* @param {string} str
	* @return {string}
	* @private
	*/
	function camelcase(str) {
		return str.split("-").reduce((str, word) => {
			return str + word[0].toUpperCase() + word.slice(1);
		});
	}
	/**
	* Split the short and long flag out of something like '-m,--mixed <value>'
	*
	* @private
	*/
	function splitOptionFlags(flags) {
		let shortFlag;
		let longFlag;
		const shortFlagExp = /^-[^-]$/;
		const longFlagExp = /^--[^-]/;
		const flagParts = flags.split(/[ |,]+/).concat("guard");
		if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
		if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (!shortFlag && longFlagExp.test(flagParts[0])) {
			shortFlag = longFlag;
			longFlag = flagParts.shift();
		}
		if (flagParts[0].startsWith("-")) {
			const unsupportedFlag = flagParts[0];
			const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
			if (/^-[^-][^-]/.test(unsupportedFlag)) throw new Error(`${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`);
			if (shortFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many short flags`);
			if (longFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many long flags`);
			throw new Error(`${baseError}
- unrecognised flag format`);
		}
		if (shortFlag === void 0 && longFlag === void 0) throw new Error(`option creation failed due to no flags found in '${flags}'.`);
		return {
			shortFlag,
			longFlag
		};
	}
	exports.Option = Option;
	exports.DualOptions = DualOptions;
}));
// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = /* @__PURE__ */ __commonJSMin(((exports) => {
	const maxDistance = 3;
	function editDistance(a, b) {
		if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
		const d = [];
		for (let i = 0; i <= a.length; i++) d[i] = [i];
		for (let j = 0; j <= b.length; j++) d[0][j] = j;
		for (let j = 1; j <= b.length; j++) for (let i = 1; i <= a.length; i++) {
			let cost = 1;
			if (a[i - 1] === b[j - 1]) cost = 0;
			else cost = 1;
			d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
		}
		return d[a.length][b.length];
	}
	/**
	* Find close matches, restricted to same number of edits.
	*
	* @param {string} word
	* @param {string[]} candidates
	* @returns {string}
	*/
	function suggestSimilar(word, candidates) {
		if (!candidates || candidates.length === 0) return "";
		candidates = Array.from(new Set(candidates));
		const searchingOptions = word.startsWith("--");
		if (searchingOptions) {
			word = word.slice(2);
			candidates = candidates.map((candidate) => candidate.slice(2));
		}
		let similar = [];
		let bestDistance = maxDistance;
		const minSimilarity = .4;
		candidates.forEach((candidate) => {
			if (candidate.length <= 1) return;
			const distance = editDistance(word, candidate);
			const length = Math.max(word.length, candidate.length);
			if ((length - distance) / length > minSimilarity) {
				if (distance < bestDistance) {
					bestDistance = distance;
					similar = [candidate];
				} else if (distance === bestDistance) similar.push(candidate);
			}
		});
		similar.sort((a, b) => a.localeCompare(b));
		if (searchingOptions) similar = similar.map((candidate) => `--${candidate}`);
		if (similar.length > 1) return `\n(Did you mean one of ${similar.join(", ")}?)`;
		if (similar.length === 1) return `\n(Did you mean ${similar[0]}?)`;
		return "";
	}
	exports.suggestSimilar = suggestSimilar;
}));
// node_modules/commander/lib/command.js
var require_command = /* @__PURE__ */ __commonJSMin(((exports) => {
	const EventEmitter = __require("node:events").EventEmitter;
	const childProcess = __require("node:child_process");
	const path = __require("node:path");
	const fs = __require("node:fs");
	const process = __require("node:process");
	const { Argument, humanReadableArgName } = require_argument();
	const { CommanderError } = require_error();
	const { Help, stripColor } = require_help();
	const { Option, DualOptions } = require_option();
	const { suggestSimilar } = require_suggestSimilar();
	var Command = class Command extends EventEmitter {
		/**
		* Initialize a new `Command`.
		*
		* @param {string} [name]
		*/
		constructor(name) {
			super();
			/** @type {Command[]} */
			this.commands = [];
			/** @type {Option[]} */
			this.options = [];
			this.parent = null;
			this._allowUnknownOption = false;
			this._allowExcessArguments = false;
			/** @type {Argument[]} */
			this.registeredArguments = [];
			this._args = this.registeredArguments;
			/** @type {string[]} */
			this.args = [];
			this.rawArgs = [];
			this.processedArgs = [];
			this._scriptPath = null;
			this._name = name || "";
			this._optionValues = {};
			this._optionValueSources = {};
			this._storeOptionsAsProperties = false;
			this._actionHandler = null;
			this._executableHandler = false;
			this._executableFile = null;
			this._executableDir = null;
			this._defaultCommandName = null;
			this._exitCallback = null;
			this._aliases = [];
			this._combineFlagAndOptionalValue = true;
			this._description = "";
			this._summary = "";
			this._argsDescription = void 0;
			this._enablePositionalOptions = false;
			this._passThroughOptions = false;
			this._lifeCycleHooks = {};
			/** @type {(boolean | string)} */
			this._showHelpAfterError = false;
			this._showSuggestionAfterError = true;
			this._savedState = null;
			this._outputConfiguration = {
				writeOut: (str) => process.stdout.write(str),
				writeErr: (str) => process.stderr.write(str),
				outputError: (str, write) => write(str),
				getOutHelpWidth: () => process.stdout.isTTY ? process.stdout.columns : void 0,
				getErrHelpWidth: () => process.stderr.isTTY ? process.stderr.columns : void 0,
				getOutHasColors: () => useColor() ?? (process.stdout.isTTY && process.stdout.hasColors?.()),
				getErrHasColors: () => useColor() ?? (process.stderr.isTTY && process.stderr.hasColors?.()),
				stripColor: (str) => stripColor(str)
			};
			this._hidden = false;
			/** @type {(Option | null | undefined)} */
			this._helpOption = void 0;
			this._addImplicitHelpCommand = void 0;
			/** @type {Command} */
			this._helpCommand = void 0;
			this._helpConfiguration = {};
			/** @type {string | undefined} */
			this._helpGroupHeading = void 0;
			/** @type {string | undefined} */
			this._defaultCommandGroup = void 0;
			/** @type {string | undefined} */
			this._defaultOptionGroup = void 0;
		}
		/**
		* Copy settings that are useful to have in common across root command and subcommands.
		*
		* (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
		*
		* @param {Command} sourceCommand
		* @return {Command} `this` command for chaining
		*/
		copyInheritedSettings(sourceCommand) {
			this._outputConfiguration = sourceCommand._outputConfiguration;
			this._helpOption = sourceCommand._helpOption;
			this._helpCommand = sourceCommand._helpCommand;
			this._helpConfiguration = sourceCommand._helpConfiguration;
			this._exitCallback = sourceCommand._exitCallback;
			this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
			this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
			this._allowExcessArguments = sourceCommand._allowExcessArguments;
			this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
			this._showHelpAfterError = sourceCommand._showHelpAfterError;
			this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
			return this;
		}
		/**
		* @returns {Command[]}
		* @private
		*/
		_getCommandAndAncestors() {
			const result = [];
			for (let command = this; command; command = command.parent) result.push(command);
			return result;
		}
		/**
		* Define a command.
		*
		* There are two styles of command: pay attention to where to put the description.
		*
		* @example
		* // Command implemented using action handler (description is supplied separately to `.command`)
		* program
		*   .command('clone <source> [destination]')
		*   .description('clone a repository into a newly created directory')
		*   .action((source, destination) => {
		*     console.log('clone command called');
		*   });
		*
		* // Command implemented using separate executable file (description is second parameter to `.command`)
		* program
		*   .command('start <service>', 'start named service')
		*   .command('stop [service]', 'stop named service, or all if no name supplied');
		*
		* @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
		* @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
		* @param {object} [execOpts] - configuration options (for executable)
		* @return {Command} returns new command for action handler, or `this` for executable command
		*/
		command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
			let desc = actionOptsOrExecDesc;
			let opts = execOpts;
			if (typeof desc === "object" && desc !== null) {
				opts = desc;
				desc = null;
			}
			opts = opts || {};
			const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
			const cmd = this.createCommand(name);
			if (desc) {
				cmd.description(desc);
				cmd._executableHandler = true;
			}
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			cmd._hidden = !!(opts.noHelp || opts.hidden);
			cmd._executableFile = opts.executableFile || null;
			if (args) cmd.arguments(args);
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd.copyInheritedSettings(this);
			if (desc) return this;
			return cmd;
		}
		/**
		* Factory routine to create a new unattached command.
		*
		* See .command() for creating an attached subcommand, which uses this routine to
		* create the command. You can override createCommand to customise subcommands.
		*
		* @param {string} [name]
		* @return {Command} new command
		*/
		createCommand(name) {
			return new Command(name);
		}
		/**
		* You can customise the help with a subclass of Help by overriding createHelp,
		* or by overriding Help properties using configureHelp().
		*
		* @return {Help}
		*/
		createHelp() {
			return Object.assign(new Help(), this.configureHelp());
		}
		/**
		* You can customise the help by overriding Help properties using configureHelp(),
		* or with a subclass of Help by overriding createHelp().
		*
		* @param {object} [configuration] - configuration options
		* @return {(Command | object)} `this` command for chaining, or stored configuration
		*/
		configureHelp(configuration) {
			if (configuration === void 0) return this._helpConfiguration;
			this._helpConfiguration = configuration;
			return this;
		}
		/**
		* The default output goes to stdout and stderr. You can customise this for special
		* applications. You can also customise the display of errors by overriding outputError.
		*
		* The configuration properties are all functions:
		*
		*     // change how output being written, defaults to stdout and stderr
		*     writeOut(str)
		*     writeErr(str)
		*     // change how output being written for errors, defaults to writeErr
		*     outputError(str, write) // used for displaying errors and not used for displaying help
		*     // specify width for wrapping help
		*     getOutHelpWidth()
		*     getErrHelpWidth()
		*     // color support, currently only used with Help
		*     getOutHasColors()
		*     getErrHasColors()
		*     stripColor() // used to remove ANSI escape codes if output does not have colors
		*
		* @param {object} [configuration] - configuration options
		* @return {(Command | object)} `this` command for chaining, or stored configuration
		*/
		configureOutput(configuration) {
			if (configuration === void 0) return this._outputConfiguration;
			this._outputConfiguration = {
				...this._outputConfiguration,
				...configuration
			};
			return this;
		}
		/**
		* Display the help or a custom message after an error occurs.
		*
		* @param {(boolean|string)} [displayHelp]
		* @return {Command} `this` command for chaining
		*/
		showHelpAfterError(displayHelp = true) {
			if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
			this._showHelpAfterError = displayHelp;
			return this;
		}
		/**
		* Display suggestion of similar commands for unknown commands, or options for unknown options.
		*
		* @param {boolean} [displaySuggestion]
		* @return {Command} `this` command for chaining
		*/
		showSuggestionAfterError(displaySuggestion = true) {
			this._showSuggestionAfterError = !!displaySuggestion;
			return this;
		}
		/**
		* Add a prepared subcommand.
		*
		* See .command() for creating an attached subcommand which inherits settings from its parent.
		*
		* @param {Command} cmd - new subcommand
		* @param {object} [opts] - configuration options
		* @return {Command} `this` command for chaining
		*/
		addCommand(cmd, opts) {
			if (!cmd._name) throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
			opts = opts || {};
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			if (opts.noHelp || opts.hidden) cmd._hidden = true;
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd._checkForBrokenPassThrough();
			return this;
		}
		/**
		* Factory routine to create a new unattached argument.
		*
		* See .argument() for creating an attached argument, which uses this routine to
		* create the argument. You can override createArgument to return a custom argument.
		*
		* @param {string} name
		* @param {string} [description]
		* @return {Argument} new argument
		*/
		createArgument(name, description) {
			return new Argument(name, description);
		}
		/**
		* Define argument syntax for command.
		*
		* The default is that the argument is required, and you can explicitly
		* indicate this with <> around the name. Put [] around the name for an optional argument.
		*
		* @example
		* program.argument('<input-file>');
		* program.argument('[output-file]');
		*
		* @param {string} name
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom argument processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		argument(name, description, parseArg, defaultValue) {
			const argument = this.createArgument(name, description);
			if (typeof parseArg === "function") argument.default(defaultValue).argParser(parseArg);
			else argument.default(parseArg);
			this.addArgument(argument);
			return this;
		}
		/**
		* Define argument syntax for command, adding multiple at once (without descriptions).
		*
		* See also .argument().
		*
		* @example
		* program.arguments('<cmd> [env]');
		*
		* @param {string} names
		* @return {Command} `this` command for chaining
		*/
		arguments(names) {
			names.trim().split(/ +/).forEach((detail) => {
				this.argument(detail);
			});
			return this;
		}
		/**
		* Define argument syntax for command, adding a prepared argument.
		*
		* @param {Argument} argument
		* @return {Command} `this` command for chaining
		*/
		addArgument(argument) {
			const previousArgument = this.registeredArguments.slice(-1)[0];
			if (previousArgument?.variadic) throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
			if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
			this.registeredArguments.push(argument);
			return this;
		}
		/**
		* Customise or override default help command. By default a help command is automatically added if your command has subcommands.
		*
		* @example
		*    program.helpCommand('help [cmd]');
		*    program.helpCommand('help [cmd]', 'show help');
		*    program.helpCommand(false); // suppress default help command
		*    program.helpCommand(true); // add help command even if no subcommands
		*
		* @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
		* @param {string} [description] - custom description
		* @return {Command} `this` command for chaining
		*/
		helpCommand(enableOrNameAndArgs, description) {
			if (typeof enableOrNameAndArgs === "boolean") {
				this._addImplicitHelpCommand = enableOrNameAndArgs;
				if (enableOrNameAndArgs && this._defaultCommandGroup) this._initCommandGroup(this._getHelpCommand());
				return this;
			}
			const [, helpName, helpArgs] = (enableOrNameAndArgs ?? "help [command]").match(/([^ ]+) *(.*)/);
			const helpDescription = description ?? "display help for command";
			const helpCommand = this.createCommand(helpName);
			helpCommand.helpOption(false);
			if (helpArgs) helpCommand.arguments(helpArgs);
			if (helpDescription) helpCommand.description(helpDescription);
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
			return this;
		}
		/**
		* Add prepared custom help command.
		*
		* @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
		* @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
		* @return {Command} `this` command for chaining
		*/
		addHelpCommand(helpCommand, deprecatedDescription) {
			if (typeof helpCommand !== "object") {
				this.helpCommand(helpCommand, deprecatedDescription);
				return this;
			}
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			this._initCommandGroup(helpCommand);
			return this;
		}
		/**
		* Lazy create help command.
		*
		* @return {(Command|null)}
		* @package
		*/
		_getHelpCommand() {
			if (this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"))) {
				if (this._helpCommand === void 0) this.helpCommand(void 0, void 0);
				return this._helpCommand;
			}
			return null;
		}
		/**
		* Add hook for life cycle event.
		*
		* @param {string} event
		* @param {Function} listener
		* @return {Command} `this` command for chaining
		*/
		hook(event, listener) {
			const allowedValues = [
				"preSubcommand",
				"preAction",
				"postAction"
			];
			if (!allowedValues.includes(event)) throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
			if (this._lifeCycleHooks[event]) this._lifeCycleHooks[event].push(listener);
			else this._lifeCycleHooks[event] = [listener];
			return this;
		}
		/**
		* Register callback to use as replacement for calling process.exit.
		*
		* @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
		* @return {Command} `this` command for chaining
		*/
		exitOverride(fn) {
			if (fn) this._exitCallback = fn;
			else this._exitCallback = (err) => {
				if (err.code !== "commander.executeSubCommandAsync") throw err;
			};
			return this;
		}
		/**
		* Call process.exit, and _exitCallback if defined.
		*
		* @param {number} exitCode exit code for using with process.exit
		* @param {string} code an id string representing the error
		* @param {string} message human-readable description of the error
		* @return never
		* @private
		*/
		_exit(exitCode, code, message) {
			if (this._exitCallback) this._exitCallback(new CommanderError(exitCode, code, message));
			process.exit(exitCode);
		}
		/**
		* Register callback `fn` for the command.
		*
		* @example
		* program
		*   .command('serve')
		*   .description('start service')
		*   .action(function() {
		*      // do work here
		*   });
		*
		* @param {Function} fn
		* @return {Command} `this` command for chaining
		*/
		action(fn) {
			const listener = (args) => {
				const expectedArgsCount = this.registeredArguments.length;
				const actionArgs = args.slice(0, expectedArgsCount);
				if (this._storeOptionsAsProperties) actionArgs[expectedArgsCount] = this;
				else actionArgs[expectedArgsCount] = this.opts();
				actionArgs.push(this);
				return fn.apply(this, actionArgs);
			};
			this._actionHandler = listener;
			return this;
		}
		/**
		* Factory routine to create a new unattached option.
		*
		* See .option() for creating an attached option, which uses this routine to
		* create the option. You can override createOption to return a custom option.
		*
		* @param {string} flags
		* @param {string} [description]
		* @return {Option} new option
		*/
		createOption(flags, description) {
			return new Option(flags, description);
		}
		/**
		* Wrap parseArgs to catch 'commander.invalidArgument'.
		*
		* @param {(Option | Argument)} target
		* @param {string} value
		* @param {*} previous
		* @param {string} invalidArgumentMessage
		* @private
		*/
		_callParseArg(target, value, previous, invalidArgumentMessage) {
			try {
				return target.parseArg(value, previous);
			} catch (err) {
				if (err.code === "commander.invalidArgument") {
					const message = `${invalidArgumentMessage} ${err.message}`;
					this.error(message, {
						exitCode: err.exitCode,
						code: err.code
					});
				}
				throw err;
			}
		}
		/**
		* Check for option flag conflicts.
		* Register option if no conflicts found, or throw on conflict.
		*
		* @param {Option} option
		* @private
		*/
		_registerOption(option) {
			const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
			if (matchingOption) {
				const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
				throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
			}
			this._initOptionGroup(option);
			this.options.push(option);
		}
		/**
		* Check for command name and alias conflicts with existing commands.
		* Register command if no conflicts found, or throw on conflict.
		*
		* @param {Command} command
		* @private
		*/
		_registerCommand(command) {
			const knownBy = (cmd) => {
				return [cmd.name()].concat(cmd.aliases());
			};
			const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
			if (alreadyUsed) {
				const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
				const newCmd = knownBy(command).join("|");
				throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
			}
			this._initCommandGroup(command);
			this.commands.push(command);
		}
		/**
		* Add an option.
		*
		* @param {Option} option
		* @return {Command} `this` command for chaining
		*/
		addOption(option) {
			this._registerOption(option);
			const oname = option.name();
			const name = option.attributeName();
			if (option.negate) {
				const positiveLongFlag = option.long.replace(/^--no-/, "--");
				if (!this._findOption(positiveLongFlag)) this.setOptionValueWithSource(name, option.defaultValue === void 0 ? true : option.defaultValue, "default");
			} else if (option.defaultValue !== void 0) this.setOptionValueWithSource(name, option.defaultValue, "default");
			const handleOptionValue = (val, invalidValueMessage, valueSource) => {
				if (val == null && option.presetArg !== void 0) val = option.presetArg;
				const oldValue = this.getOptionValue(name);
				if (val !== null && option.parseArg) val = this._callParseArg(option, val, oldValue, invalidValueMessage);
				else if (val !== null && option.variadic) val = option._collectValue(val, oldValue);
				if (val == null) {
					if (option.negate) val = false;
					else if (option.isBoolean() || option.optional) val = true;
					else val = "";
				}
				this.setOptionValueWithSource(name, val, valueSource);
			};
			this.on("option:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "cli");
			});
			if (option.envVar) this.on("optionEnv:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "env");
			});
			return this;
		}
		/**
		* Internal implementation shared by .option() and .requiredOption()
		*
		* @return {Command} `this` command for chaining
		* @private
		*/
		_optionEx(config, flags, description, fn, defaultValue) {
			if (typeof flags === "object" && flags instanceof Option) throw new Error("To add an Option object use addOption() instead of option() or requiredOption()");
			const option = this.createOption(flags, description);
			option.makeOptionMandatory(!!config.mandatory);
			if (typeof fn === "function") option.default(defaultValue).argParser(fn);
			else if (fn instanceof RegExp) {
				const regex = fn;
				fn = (val, def) => {
					const m = regex.exec(val);
					return m ? m[0] : def;
				};
				option.default(defaultValue).argParser(fn);
			} else option.default(fn);
			return this.addOption(option);
		}
		/**
		* Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
		*
		* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
		* option-argument is indicated by `<>` and an optional option-argument by `[]`.
		*
		* See the README for more details, and see also addOption() and requiredOption().
		*
		* @example
		* program
		*     .option('-p, --pepper', 'add pepper')
		*     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
		*     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
		*     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
		*
		* @param {string} flags
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom option processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		option(flags, description, parseArg, defaultValue) {
			return this._optionEx({}, flags, description, parseArg, defaultValue);
		}
		/**
		* Add a required option which must have a value after parsing. This usually means
		* the option must be specified on the command line. (Otherwise the same as .option().)
		*
		* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
		*
		* @param {string} flags
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom option processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		requiredOption(flags, description, parseArg, defaultValue) {
			return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
		}
		/**
		* Alter parsing of short flags with optional values.
		*
		* @example
		* // for `.option('-f,--flag [value]'):
		* program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
		* program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
		*
		* @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
		* @return {Command} `this` command for chaining
		*/
		combineFlagAndOptionalValue(combine = true) {
			this._combineFlagAndOptionalValue = !!combine;
			return this;
		}
		/**
		* Allow unknown options on the command line.
		*
		* @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
		* @return {Command} `this` command for chaining
		*/
		allowUnknownOption(allowUnknown = true) {
			this._allowUnknownOption = !!allowUnknown;
			return this;
		}
		/**
		* Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
		*
		* @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
		* @return {Command} `this` command for chaining
		*/
		allowExcessArguments(allowExcess = true) {
			this._allowExcessArguments = !!allowExcess;
			return this;
		}
		/**
		* Enable positional options. Positional means global options are specified before subcommands which lets
		* subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
		* The default behaviour is non-positional and global options may appear anywhere on the command line.
		*
		* @param {boolean} [positional]
		* @return {Command} `this` command for chaining
		*/
		enablePositionalOptions(positional = true) {
			this._enablePositionalOptions = !!positional;
			return this;
		}
		/**
		* Pass through options that come after command-arguments rather than treat them as command-options,
		* so actual command-options come before command-arguments. Turning this on for a subcommand requires
		* positional options to have been enabled on the program (parent commands).
		* The default behaviour is non-positional and options may appear before or after command-arguments.
		*
		* @param {boolean} [passThrough] for unknown options.
		* @return {Command} `this` command for chaining
		*/
		passThroughOptions(passThrough = true) {
			this._passThroughOptions = !!passThrough;
			this._checkForBrokenPassThrough();
			return this;
		}
		/**
		* @private
		*/
		_checkForBrokenPassThrough() {
			if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) throw new Error(`passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`);
		}
		/**
		* Whether to store option values as properties on command object,
		* or store separately (specify false). In both cases the option values can be accessed using .opts().
		*
		* @param {boolean} [storeAsProperties=true]
		* @return {Command} `this` command for chaining
		*/
		storeOptionsAsProperties(storeAsProperties = true) {
			if (this.options.length) throw new Error("call .storeOptionsAsProperties() before adding options");
			if (Object.keys(this._optionValues).length) throw new Error("call .storeOptionsAsProperties() before setting option values");
			this._storeOptionsAsProperties = !!storeAsProperties;
			return this;
		}
		/**
		* Retrieve option value.
		*
		* @param {string} key
		* @return {object} value
		*/
		getOptionValue(key) {
			if (this._storeOptionsAsProperties) return this[key];
			return this._optionValues[key];
		}
		/**
		* Store option value.
		*
		* @param {string} key
		* @param {object} value
		* @return {Command} `this` command for chaining
		*/
		setOptionValue(key, value) {
			return this.setOptionValueWithSource(key, value, void 0);
		}
		/**
		* Store option value and where the value came from.
		*
		* @param {string} key
		* @param {object} value
		* @param {string} source - expected values are default/config/env/cli/implied
		* @return {Command} `this` command for chaining
		*/
		setOptionValueWithSource(key, value, source) {
			if (this._storeOptionsAsProperties) this[key] = value;
			else this._optionValues[key] = value;
			this._optionValueSources[key] = source;
			return this;
		}
		/**
		* Get source of option value.
		* Expected values are default | config | env | cli | implied
		*
		* @param {string} key
		* @return {string}
		*/
		getOptionValueSource(key) {
			return this._optionValueSources[key];
		}
		/**
		* Get source of option value. See also .optsWithGlobals().
		* Expected values are default | config | env | cli | implied
		*
		* @param {string} key
		* @return {string}
		*/
		getOptionValueSourceWithGlobals(key) {
			let source;
			this._getCommandAndAncestors().forEach((cmd) => {
				if (cmd.getOptionValueSource(key) !== void 0) source = cmd.getOptionValueSource(key);
			});
			return source;
		}
		/**
		* Get user arguments from implied or explicit arguments.
		* Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
		*
		* @private
		*/
		_prepareUserArgs(argv, parseOptions) {
			if (argv !== void 0 && !Array.isArray(argv)) throw new Error("first parameter to parse must be array or undefined");
			parseOptions = parseOptions || {};
			if (argv === void 0 && parseOptions.from === void 0) {
				if (process.versions?.electron) parseOptions.from = "electron";
				const execArgv = process.execArgv ?? [];
				if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) parseOptions.from = "eval";
			}
			if (argv === void 0) argv = process.argv;
			this.rawArgs = argv.slice();
			let userArgs;
			switch (parseOptions.from) {
				case void 0:
				case "node":
					this._scriptPath = argv[1];
					userArgs = argv.slice(2);
					break;
				case "electron":
					if (process.defaultApp) {
						this._scriptPath = argv[1];
						userArgs = argv.slice(2);
					} else userArgs = argv.slice(1);
					break;
				case "user":
					userArgs = argv.slice(0);
					break;
				case "eval":
					userArgs = argv.slice(1);
					break;
				default: throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
			}
			if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
			this._name = this._name || "program";
			return userArgs;
		}
		/**
		* Parse `argv`, setting options and invoking commands when defined.
		*
		* Use parseAsync instead of parse if any of your action handlers are async.
		*
		* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
		*
		* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
		* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
		* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
		* - `'user'`: just user arguments
		*
		* @example
		* program.parse(); // parse process.argv and auto-detect electron and special node flags
		* program.parse(process.argv); // assume argv[0] is app and argv[1] is script
		* program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
		*
		* @param {string[]} [argv] - optional, defaults to process.argv
		* @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
		* @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
		* @return {Command} `this` command for chaining
		*/
		parse(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			this._parseCommand([], userArgs);
			return this;
		}
		/**
		* Parse `argv`, setting options and invoking commands when defined.
		*
		* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
		*
		* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
		* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
		* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
		* - `'user'`: just user arguments
		*
		* @example
		* await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
		* await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
		* await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
		*
		* @param {string[]} [argv]
		* @param {object} [parseOptions]
		* @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
		* @return {Promise}
		*/
		async parseAsync(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			await this._parseCommand([], userArgs);
			return this;
		}
		_prepareForParse() {
			if (this._savedState === null) this.saveStateBeforeParse();
			else this.restoreStateBeforeParse();
		}
		/**
		* Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
		* Not usually called directly, but available for subclasses to save their custom state.
		*
		* This is called in a lazy way. Only commands used in parsing chain will have state saved.
		*/
		saveStateBeforeParse() {
			this._savedState = {
				_name: this._name,
				_optionValues: { ...this._optionValues },
				_optionValueSources: { ...this._optionValueSources }
			};
		}
		/**
		* Restore state before parse for calls after the first.
		* Not usually called directly, but available for subclasses to save their custom state.
		*
		* This is called in a lazy way. Only commands used in parsing chain will have state restored.
		*/
		restoreStateBeforeParse() {
			if (this._storeOptionsAsProperties) throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
			this._name = this._savedState._name;
			this._scriptPath = null;
			this.rawArgs = [];
			this._optionValues = { ...this._savedState._optionValues };
			this._optionValueSources = { ...this._savedState._optionValueSources };
			this.args = [];
			this.processedArgs = [];
		}
		/**
		* Throw if expected executable is missing. Add lots of help for author.
		*
		* @param {string} executableFile
		* @param {string} executableDir
		* @param {string} subcommandName
		*/
		_checkForMissingExecutable(executableFile, executableDir, subcommandName) {
			if (fs.existsSync(executableFile)) return;
			const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory"}`;
			throw new Error(executableMissing);
		}
		/**
		* Execute a sub-command executable.
		*
		* @private
		*/
		_executeSubCommand(subcommand, args) {
			args = args.slice();
			let launchWithNode = false;
			const sourceExt = [
				".js",
				".ts",
				".tsx",
				".mjs",
				".cjs"
			];
			function findFile(baseDir, baseName) {
				const localBin = path.resolve(baseDir, baseName);
				if (fs.existsSync(localBin)) return localBin;
				if (sourceExt.includes(path.extname(baseName))) return void 0;
				const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
				if (foundExt) return `${localBin}${foundExt}`;
			}
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
			let executableDir = this._executableDir || "";
			if (this._scriptPath) {
				let resolvedScriptPath;
				try {
					resolvedScriptPath = fs.realpathSync(this._scriptPath);
				} catch {
					resolvedScriptPath = this._scriptPath;
				}
				executableDir = path.resolve(path.dirname(resolvedScriptPath), executableDir);
			}
			if (executableDir) {
				let localFile = findFile(executableDir, executableFile);
				if (!localFile && !subcommand._executableFile && this._scriptPath) {
					const legacyName = path.basename(this._scriptPath, path.extname(this._scriptPath));
					if (legacyName !== this._name) localFile = findFile(executableDir, `${legacyName}-${subcommand._name}`);
				}
				executableFile = localFile || executableFile;
			}
			launchWithNode = sourceExt.includes(path.extname(executableFile));
			let proc;
			if (process.platform !== "win32") {
				if (launchWithNode) {
					args.unshift(executableFile);
					args = incrementNodeInspectorPort(process.execArgv).concat(args);
					proc = childProcess.spawn(process.argv[0], args, { stdio: "inherit" });
				} else proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
			} else {
				this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				args.unshift(executableFile);
				args = incrementNodeInspectorPort(process.execArgv).concat(args);
				proc = childProcess.spawn(process.execPath, args, { stdio: "inherit" });
			}
			if (!proc.killed) [
				"SIGUSR1",
				"SIGUSR2",
				"SIGTERM",
				"SIGINT",
				"SIGHUP"
			].forEach((signal) => {
				process.on(signal, () => {
					if (proc.killed === false && proc.exitCode === null) proc.kill(signal);
				});
			});
			const exitCallback = this._exitCallback;
			proc.on("close", (code) => {
				code = code ?? 1;
				if (!exitCallback) process.exit(code);
				else exitCallback(new CommanderError(code, "commander.executeSubCommandAsync", "(close)"));
			});
			proc.on("error", (err) => {
				if (err.code === "ENOENT") this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				else if (err.code === "EACCES") throw new Error(`'${executableFile}' not executable`);
				if (!exitCallback) process.exit(1);
				else {
					const wrappedError = new CommanderError(1, "commander.executeSubCommandAsync", "(error)");
					wrappedError.nestedError = err;
					exitCallback(wrappedError);
				}
			});
			this.runningCommand = proc;
		}
		/**
		* @private
		*/
		_dispatchSubcommand(commandName, operands, unknown) {
			const subCommand = this._findCommand(commandName);
			if (!subCommand) this.help({ error: true });
			subCommand._prepareForParse();
			let promiseChain;
			promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, "preSubcommand");
			promiseChain = this._chainOrCall(promiseChain, () => {
				if (subCommand._executableHandler) this._executeSubCommand(subCommand, operands.concat(unknown));
				else return subCommand._parseCommand(operands, unknown);
			});
			return promiseChain;
		}
		/**
		* Invoke help directly if possible, or dispatch if necessary.
		* e.g. help foo
		*
		* @private
		*/
		_dispatchHelpCommand(subcommandName) {
			if (!subcommandName) this.help();
			const subCommand = this._findCommand(subcommandName);
			if (subCommand && !subCommand._executableHandler) subCommand.help();
			return this._dispatchSubcommand(subcommandName, [], [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]);
		}
		/**
		* Check this.args against expected this.registeredArguments.
		*
		* @private
		*/
		_checkNumberOfArguments() {
			this.registeredArguments.forEach((arg, i) => {
				if (arg.required && this.args[i] == null) this.missingArgument(arg.name());
			});
			if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) return;
			if (this.args.length > this.registeredArguments.length) this._excessArguments(this.args);
		}
		/**
		* Process this.args using this.registeredArguments and save as this.processedArgs!
		*
		* @private
		*/
		_processArguments() {
			const myParseArg = (argument, value, previous) => {
				let parsedValue = value;
				if (value !== null && argument.parseArg) {
					const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
					parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
				}
				return parsedValue;
			};
			this._checkNumberOfArguments();
			const processedArgs = [];
			this.registeredArguments.forEach((declaredArg, index) => {
				let value = declaredArg.defaultValue;
				if (declaredArg.variadic) {
					if (index < this.args.length) {
						value = this.args.slice(index);
						if (declaredArg.parseArg) value = value.reduce((processed, v) => {
							return myParseArg(declaredArg, v, processed);
						}, declaredArg.defaultValue);
					} else if (value === void 0) value = [];
				} else if (index < this.args.length) {
					value = this.args[index];
					if (declaredArg.parseArg) value = myParseArg(declaredArg, value, declaredArg.defaultValue);
				}
				processedArgs[index] = value;
			});
			this.processedArgs = processedArgs;
		}
		/**
		* Once we have a promise we chain, but call synchronously until then.
		*
		* @param {(Promise|undefined)} promise
		* @param {Function} fn
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCall(promise, fn) {
			if (promise?.then && typeof promise.then === "function") return promise.then(() => fn());
			return fn();
		}
		/**
		*
		* @param {(Promise|undefined)} promise
		* @param {string} event
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCallHooks(promise, event) {
			let result = promise;
			const hooks = [];
			this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
				hookedCommand._lifeCycleHooks[event].forEach((callback) => {
					hooks.push({
						hookedCommand,
						callback
					});
				});
			});
			if (event === "postAction") hooks.reverse();
			hooks.forEach((hookDetail) => {
				result = this._chainOrCall(result, () => {
					return hookDetail.callback(hookDetail.hookedCommand, this);
				});
			});
			return result;
		}
		/**
		*
		* @param {(Promise|undefined)} promise
		* @param {Command} subCommand
		* @param {string} event
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCallSubCommandHook(promise, subCommand, event) {
			let result = promise;
			if (this._lifeCycleHooks[event] !== void 0) this._lifeCycleHooks[event].forEach((hook) => {
				result = this._chainOrCall(result, () => {
					return hook(this, subCommand);
				});
			});
			return result;
		}
		/**
		* Process arguments in context of this command.
		* Returns action result, in case it is a promise.
		*
		* @private
		*/
		_parseCommand(operands, unknown) {
			const parsed = this.parseOptions(unknown);
			this._parseOptionsEnv();
			this._parseOptionsImplied();
			operands = operands.concat(parsed.operands);
			unknown = parsed.unknown;
			this.args = operands.concat(unknown);
			if (operands && this._findCommand(operands[0])) return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
			if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) return this._dispatchHelpCommand(operands[1]);
			if (this._defaultCommandName) {
				this._outputHelpIfRequested(unknown);
				return this._dispatchSubcommand(this._defaultCommandName, operands, unknown);
			}
			if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) this.help({ error: true });
			this._outputHelpIfRequested(parsed.unknown);
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			const checkForUnknownOptions = () => {
				if (parsed.unknown.length > 0) this.unknownOption(parsed.unknown[0]);
			};
			const commandEvent = `command:${this.name()}`;
			if (this._actionHandler) {
				checkForUnknownOptions();
				this._processArguments();
				let promiseChain;
				promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
				promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
				if (this.parent) promiseChain = this._chainOrCall(promiseChain, () => {
					this.parent.emit(commandEvent, operands, unknown);
				});
				promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
				return promiseChain;
			}
			if (this.parent?.listenerCount(commandEvent)) {
				checkForUnknownOptions();
				this._processArguments();
				this.parent.emit(commandEvent, operands, unknown);
			} else if (operands.length) {
				if (this._findCommand("*")) return this._dispatchSubcommand("*", operands, unknown);
				if (this.listenerCount("command:*")) this.emit("command:*", operands, unknown);
				else if (this.commands.length) this.unknownCommand();
				else {
					checkForUnknownOptions();
					this._processArguments();
				}
			} else if (this.commands.length) {
				checkForUnknownOptions();
				this.help({ error: true });
			} else {
				checkForUnknownOptions();
				this._processArguments();
			}
		}
		/**
		* Find matching command.
		*
		* @private
		* @return {Command | undefined}
		*/
		_findCommand(name) {
			if (!name) return void 0;
			return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
		}
		/**
		* Return an option matching `arg` if any.
		*
		* @param {string} arg
		* @return {Option}
		* @package
		*/
		_findOption(arg) {
			return this.options.find((option) => option.is(arg));
		}
		/**
		* Display an error message if a mandatory option does not have a value.
		* Called after checking for help flags in leaf subcommand.
		*
		* @private
		*/
		_checkForMissingMandatoryOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd.options.forEach((anOption) => {
					if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) cmd.missingMandatoryOptionValue(anOption);
				});
			});
		}
		/**
		* Display an error message if conflicting options are used together in this.
		*
		* @private
		*/
		_checkForConflictingLocalOptions() {
			const definedNonDefaultOptions = this.options.filter((option) => {
				const optionKey = option.attributeName();
				if (this.getOptionValue(optionKey) === void 0) return false;
				return this.getOptionValueSource(optionKey) !== "default";
			});
			definedNonDefaultOptions.filter((option) => option.conflictsWith.length > 0).forEach((option) => {
				const conflictingAndDefined = definedNonDefaultOptions.find((defined) => option.conflictsWith.includes(defined.attributeName()));
				if (conflictingAndDefined) this._conflictingOption(option, conflictingAndDefined);
			});
		}
		/**
		* Display an error message if conflicting options are used together.
		* Called after checking for help flags in leaf subcommand.
		*
		* @private
		*/
		_checkForConflictingOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd._checkForConflictingLocalOptions();
			});
		}
		/**
		* Parse options from `argv` removing known options,
		* and return argv split into operands and unknown arguments.
		*
		* Side effects: modifies command by storing options. Does not reset state if called again.
		*
		* Examples:
		*
		*     argv => operands, unknown
		*     --known kkk op => [op], []
		*     op --known kkk => [op], []
		*     sub --unknown uuu op => [sub], [--unknown uuu op]
		*     sub -- --unknown uuu op => [sub --unknown uuu op], []
		*
		* @param {string[]} args
		* @return {{operands: string[], unknown: string[]}}
		*/
		parseOptions(args) {
			const operands = [];
			const unknown = [];
			let dest = operands;
			function maybeOption(arg) {
				return arg.length > 1 && arg[0] === "-";
			}
			const negativeNumberArg = (arg) => {
				if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
				return !this._getCommandAndAncestors().some((cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)));
			};
			let activeVariadicOption = null;
			let activeGroup = null;
			let i = 0;
			while (i < args.length || activeGroup) {
				const arg = activeGroup ?? args[i++];
				activeGroup = null;
				if (arg === "--") {
					if (dest === unknown) dest.push(arg);
					dest.push(...args.slice(i));
					break;
				}
				if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
					this.emit(`option:${activeVariadicOption.name()}`, arg);
					continue;
				}
				activeVariadicOption = null;
				if (maybeOption(arg)) {
					const option = this._findOption(arg);
					if (option) {
						if (option.required) {
							const value = args[i++];
							if (value === void 0) this.optionMissingArgument(option);
							this.emit(`option:${option.name()}`, value);
						} else if (option.optional) {
							let value = null;
							if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) value = args[i++];
							this.emit(`option:${option.name()}`, value);
						} else this.emit(`option:${option.name()}`);
						activeVariadicOption = option.variadic ? option : null;
						continue;
					}
				}
				if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
					const option = this._findOption(`-${arg[1]}`);
					if (option) {
						if (option.required || option.optional && this._combineFlagAndOptionalValue) this.emit(`option:${option.name()}`, arg.slice(2));
						else {
							this.emit(`option:${option.name()}`);
							activeGroup = `-${arg.slice(2)}`;
						}
						continue;
					}
				}
				if (/^--[^=]+=/.test(arg)) {
					const index = arg.indexOf("=");
					const option = this._findOption(arg.slice(0, index));
					if (option && (option.required || option.optional)) {
						this.emit(`option:${option.name()}`, arg.slice(index + 1));
						continue;
					}
				}
				if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) dest = unknown;
				if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
					if (this._findCommand(arg)) {
						operands.push(arg);
						unknown.push(...args.slice(i));
						break;
					} else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
						operands.push(arg, ...args.slice(i));
						break;
					} else if (this._defaultCommandName) {
						unknown.push(arg, ...args.slice(i));
						break;
					}
				}
				if (this._passThroughOptions) {
					dest.push(arg, ...args.slice(i));
					break;
				}
				dest.push(arg);
			}
			return {
				operands,
				unknown
			};
		}
		/**
		* Return an object containing local option values as key-value pairs.
		*
		* @return {object}
		*/
		opts() {
			if (this._storeOptionsAsProperties) {
				const result = {};
				const len = this.options.length;
				for (let i = 0; i < len; i++) {
					const key = this.options[i].attributeName();
					result[key] = key === this._versionOptionName ? this._version : this[key];
				}
				return result;
			}
			return this._optionValues;
		}
		/**
		* Return an object containing merged local and global option values as key-value pairs.
		*
		* @return {object}
		*/
		optsWithGlobals() {
			return this._getCommandAndAncestors().reduce((combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()), {});
		}
		/**
		* Display error message and exit (or call exitOverride).
		*
		* @param {string} message
		* @param {object} [errorOptions]
		* @param {string} [errorOptions.code] - an id string representing the error
		* @param {number} [errorOptions.exitCode] - used with process.exit
		*/
		error(message, errorOptions) {
			this._outputConfiguration.outputError(`${message}\n`, this._outputConfiguration.writeErr);
			if (typeof this._showHelpAfterError === "string") this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
			else if (this._showHelpAfterError) {
				this._outputConfiguration.writeErr("\n");
				this.outputHelp({ error: true });
			}
			const config = errorOptions || {};
			const exitCode = config.exitCode || 1;
			const code = config.code || "commander.error";
			this._exit(exitCode, code, message);
		}
		/**
		* Apply any option related environment variables, if option does
		* not have a value from cli or client code.
		*
		* @private
		*/
		_parseOptionsEnv() {
			this.options.forEach((option) => {
				if (option.envVar && option.envVar in process.env) {
					const optionKey = option.attributeName();
					if (this.getOptionValue(optionKey) === void 0 || [
						"default",
						"config",
						"env"
					].includes(this.getOptionValueSource(optionKey))) {
						if (option.required || option.optional) this.emit(`optionEnv:${option.name()}`, process.env[option.envVar]);
						else this.emit(`optionEnv:${option.name()}`);
					}
				}
			});
		}
		/**
		* Apply any implied option values, if option is undefined or default value.
		*
		* @private
		*/
		_parseOptionsImplied() {
			const dualHelper = new DualOptions(this.options);
			const hasCustomOptionValue = (optionKey) => {
				return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
			};
			this.options.filter((option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option)).forEach((option) => {
				Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
					this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], "implied");
				});
			});
		}
		/**
		* Argument `name` is missing.
		*
		* @param {string} name
		* @private
		*/
		missingArgument(name) {
			const message = `error: missing required argument '${name}'`;
			this.error(message, { code: "commander.missingArgument" });
		}
		/**
		* `Option` is missing an argument.
		*
		* @param {Option} option
		* @private
		*/
		optionMissingArgument(option) {
			const message = `error: option '${option.flags}' argument missing`;
			this.error(message, { code: "commander.optionMissingArgument" });
		}
		/**
		* `Option` does not have a value, and is a mandatory option.
		*
		* @param {Option} option
		* @private
		*/
		missingMandatoryOptionValue(option) {
			const message = `error: required option '${option.flags}' not specified`;
			this.error(message, { code: "commander.missingMandatoryOptionValue" });
		}
		/**
		* `Option` conflicts with another option.
		*
		* @param {Option} option
		* @param {Option} conflictingOption
		* @private
		*/
		_conflictingOption(option, conflictingOption) {
			const findBestOptionFromValue = (option) => {
				const optionKey = option.attributeName();
				const optionValue = this.getOptionValue(optionKey);
				const negativeOption = this.options.find((target) => target.negate && optionKey === target.attributeName());
				const positiveOption = this.options.find((target) => !target.negate && optionKey === target.attributeName());
				if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) return negativeOption;
				return positiveOption || option;
			};
			const getErrorMessage = (option) => {
				const bestOption = findBestOptionFromValue(option);
				const optionKey = bestOption.attributeName();
				if (this.getOptionValueSource(optionKey) === "env") return `environment variable '${bestOption.envVar}'`;
				return `option '${bestOption.flags}'`;
			};
			const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
			this.error(message, { code: "commander.conflictingOption" });
		}
		/**
		* Unknown option `flag`.
		*
		* @param {string} flag
		* @private
		*/
		unknownOption(flag) {
			if (this._allowUnknownOption) return;
			let suggestion = "";
			if (flag.startsWith("--") && this._showSuggestionAfterError) {
				let candidateFlags = [];
				let command = this;
				do {
					const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
					candidateFlags = candidateFlags.concat(moreFlags);
					command = command.parent;
				} while (command && !command._enablePositionalOptions);
				suggestion = suggestSimilar(flag, candidateFlags);
			}
			const message = `error: unknown option '${flag}'${suggestion}`;
			this.error(message, { code: "commander.unknownOption" });
		}
		/**
		* Excess arguments, more than expected.
		*
		* @param {string[]} receivedArgs
		* @private
		*/
		_excessArguments(receivedArgs) {
			if (this._allowExcessArguments) return;
			const expected = this.registeredArguments.length;
			const s = expected === 1 ? "" : "s";
			const message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
			this.error(message, { code: "commander.excessArguments" });
		}
		/**
		* Unknown command.
		*
		* @private
		*/
		unknownCommand() {
			const unknownName = this.args[0];
			let suggestion = "";
			if (this._showSuggestionAfterError) {
				const candidateNames = [];
				this.createHelp().visibleCommands(this).forEach((command) => {
					candidateNames.push(command.name());
					if (command.alias()) candidateNames.push(command.alias());
				});
				suggestion = suggestSimilar(unknownName, candidateNames);
			}
			const message = `error: unknown command '${unknownName}'${suggestion}`;
			this.error(message, { code: "commander.unknownCommand" });
		}
		/**
		* Get or set the program version.
		*
		* This method auto-registers the "-V, --version" option which will print the version number.
		*
		* You can optionally supply the flags and description to override the defaults.
		*
		* @param {string} [str]
		* @param {string} [flags]
		* @param {string} [description]
		* @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
		*/
		version(str, flags, description) {
			if (str === void 0) return this._version;
			this._version = str;
			flags = flags || "-V, --version";
			description = description || "output the version number";
			const versionOption = this.createOption(flags, description);
			this._versionOptionName = versionOption.attributeName();
			this._registerOption(versionOption);
			this.on("option:" + versionOption.name(), () => {
				this._outputConfiguration.writeOut(`${str}\n`);
				this._exit(0, "commander.version", str);
			});
			return this;
		}
		/**
		* Set the description.
		*
		* @param {string} [str]
		* @param {object} [argsDescription]
		* @return {(string|Command)}
		*/
		description(str, argsDescription) {
			if (str === void 0 && argsDescription === void 0) return this._description;
			this._description = str;
			if (argsDescription) this._argsDescription = argsDescription;
			return this;
		}
		/**
		* Set the summary. Used when listed as subcommand of parent.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		summary(str) {
			if (str === void 0) return this._summary;
			this._summary = str;
			return this;
		}
		/**
		* Set an alias for the command.
		*
		* You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
		*
		* @param {string} [alias]
		* @return {(string|Command)}
		*/
		alias(alias) {
			if (alias === void 0) return this._aliases[0];
			/** @type {Command} */
			let command = this;
			if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) command = this.commands[this.commands.length - 1];
			if (alias === command._name) throw new Error("Command alias can't be the same as its name");
			const matchingCommand = this.parent?._findCommand(alias);
			if (matchingCommand) {
				const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
				throw new Error(`cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`);
			}
			command._aliases.push(alias);
			return this;
		}
		/**
		* Set aliases for the command.
		*
		* Only the first alias is shown in the auto-generated help.
		*
		* @param {string[]} [aliases]
		* @return {(string[]|Command)}
		*/
		aliases(aliases) {
			if (aliases === void 0) return this._aliases;
			aliases.forEach((alias) => this.alias(alias));
			return this;
		}
		/**
		* Set / get the command usage `str`.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		usage(str) {
			if (str === void 0) {
				if (this._usage) return this._usage;
				const args = this.registeredArguments.map((arg) => {
					return humanReadableArgName(arg);
				});
				return [].concat(this.options.length || this._helpOption !== null ? "[options]" : [], this.commands.length ? "[command]" : [], this.registeredArguments.length ? args : []).join(" ");
			}
			this._usage = str;
			return this;
		}
		/**
		* Get or set the name of the command.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		name(str) {
			if (str === void 0) return this._name;
			this._name = str;
			return this;
		}
		/**
		* Set/get the help group heading for this subcommand in parent command's help.
		*
		* @param {string} [heading]
		* @return {Command | string}
		*/
		helpGroup(heading) {
			if (heading === void 0) return this._helpGroupHeading ?? "";
			this._helpGroupHeading = heading;
			return this;
		}
		/**
		* Set/get the default help group heading for subcommands added to this command.
		* (This does not override a group set directly on the subcommand using .helpGroup().)
		*
		* @example
		* program.commandsGroup('Development Commands:);
		* program.command('watch')...
		* program.command('lint')...
		* ...
		*
		* @param {string} [heading]
		* @returns {Command | string}
		*/
		commandsGroup(heading) {
			if (heading === void 0) return this._defaultCommandGroup ?? "";
			this._defaultCommandGroup = heading;
			return this;
		}
		/**
		* Set/get the default help group heading for options added to this command.
		* (This does not override a group set directly on the option using .helpGroup().)
		*
		* @example
		* program
		*   .optionsGroup('Development Options:')
		*   .option('-d, --debug', 'output extra debugging')
		*   .option('-p, --profile', 'output profiling information')
		*
		* @param {string} [heading]
		* @returns {Command | string}
		*/
		optionsGroup(heading) {
			if (heading === void 0) return this._defaultOptionGroup ?? "";
			this._defaultOptionGroup = heading;
			return this;
		}
		/**
		* @param {Option} option
		* @private
		*/
		_initOptionGroup(option) {
			if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
		}
		/**
		* @param {Command} cmd
		* @private
		*/
		_initCommandGroup(cmd) {
			if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
		}
		/**
		* Set the name of the command from script filename, such as process.argv[1],
		* or require.main.filename, or __filename.
		*
		* (Used internally and public although not documented in README.)
		*
		* @example
		* program.nameFromFilename(require.main.filename);
		*
		* @param {string} filename
		* @return {Command}
		*/
		nameFromFilename(filename) {
			this._name = path.basename(filename, path.extname(filename));
			return this;
		}
		/**
		* Get or set the directory for searching for executable subcommands of this command.
		*
		* @example
		* program.executableDir(__dirname);
		* // or
		* program.executableDir('subcommands');
		*
		* @param {string} [path]
		* @return {(string|null|Command)}
		*/
		executableDir(path) {
			if (path === void 0) return this._executableDir;
			this._executableDir = path;
			return this;
		}
		/**
		* Return program help documentation.
		*
		* @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
		* @return {string}
		*/
		helpInformation(contextOptions) {
			const helper = this.createHelp();
			const context = this._getOutputContext(contextOptions);
			helper.prepareContext({
				error: context.error,
				helpWidth: context.helpWidth,
				outputHasColors: context.hasColors
			});
			const text = helper.formatHelp(this, helper);
			if (context.hasColors) return text;
			return this._outputConfiguration.stripColor(text);
		}
		/**
		* @typedef HelpContext
		* @type {object}
		* @property {boolean} error
		* @property {number} helpWidth
		* @property {boolean} hasColors
		* @property {function} write - includes stripColor if needed
		*
		* @returns {HelpContext}
		* @private
		*/
		_getOutputContext(contextOptions) {
			contextOptions = contextOptions || {};
			const error = !!contextOptions.error;
			let baseWrite;
			let hasColors;
			let helpWidth;
			if (error) {
				baseWrite = (str) => this._outputConfiguration.writeErr(str);
				hasColors = this._outputConfiguration.getErrHasColors();
				helpWidth = this._outputConfiguration.getErrHelpWidth();
			} else {
				baseWrite = (str) => this._outputConfiguration.writeOut(str);
				hasColors = this._outputConfiguration.getOutHasColors();
				helpWidth = this._outputConfiguration.getOutHelpWidth();
			}
			const write = (str) => {
				if (!hasColors) str = this._outputConfiguration.stripColor(str);
				return baseWrite(str);
			};
			return {
				error,
				write,
				hasColors,
				helpWidth
			};
		}
		/**
		* Output help information for this command.
		*
		* Outputs built-in help, and custom text added using `.addHelpText()`.
		*
		* @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
		*/
		outputHelp(contextOptions) {
			let deprecatedCallback;
			if (typeof contextOptions === "function") {
				deprecatedCallback = contextOptions;
				contextOptions = void 0;
			}
			const outputContext = this._getOutputContext(contextOptions);
			/** @type {HelpTextEventContext} */
			const eventContext = {
				error: outputContext.error,
				write: outputContext.write,
				command: this
			};
			this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
			this.emit("beforeHelp", eventContext);
			let helpInformation = this.helpInformation({ error: outputContext.error });
			if (deprecatedCallback) {
				helpInformation = deprecatedCallback(helpInformation);
				if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) throw new Error("outputHelp callback must return a string or a Buffer");
			}
			outputContext.write(helpInformation);
			if (this._getHelpOption()?.long) this.emit(this._getHelpOption().long);
			this.emit("afterHelp", eventContext);
			this._getCommandAndAncestors().forEach((command) => command.emit("afterAllHelp", eventContext));
		}
		/**
		* You can pass in flags and a description to customise the built-in help option.
		* Pass in false to disable the built-in help option.
		*
		* @example
		* program.helpOption('-?, --help' 'show help'); // customise
		* program.helpOption(false); // disable
		*
		* @param {(string | boolean)} flags
		* @param {string} [description]
		* @return {Command} `this` command for chaining
		*/
		helpOption(flags, description) {
			if (typeof flags === "boolean") {
				if (flags) {
					if (this._helpOption === null) this._helpOption = void 0;
					if (this._defaultOptionGroup) this._initOptionGroup(this._getHelpOption());
				} else this._helpOption = null;
				return this;
			}
			this._helpOption = this.createOption(flags ?? "-h, --help", description ?? "display help for command");
			if (flags || description) this._initOptionGroup(this._helpOption);
			return this;
		}
		/**
		* Lazy create help option.
		* Returns null if has been disabled with .helpOption(false).
		*
		* @returns {(Option | null)} the help option
		* @package
		*/
		_getHelpOption() {
			if (this._helpOption === void 0) this.helpOption(void 0, void 0);
			return this._helpOption;
		}
		/**
		* Supply your own option to use for the built-in help option.
		* This is an alternative to using helpOption() to customise the flags and description etc.
		*
		* @param {Option} option
		* @return {Command} `this` command for chaining
		*/
		addHelpOption(option) {
			this._helpOption = option;
			this._initOptionGroup(option);
			return this;
		}
		/**
		* Output help information and exit.
		*
		* Outputs built-in help, and custom text added using `.addHelpText()`.
		*
		* @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
		*/
		help(contextOptions) {
			this.outputHelp(contextOptions);
			let exitCode = Number(process.exitCode ?? 0);
			if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) exitCode = 1;
			this._exit(exitCode, "commander.help", "(outputHelp)");
		}
		/**
		* // Do a little typing to coordinate emit and listener for the help text events.
		* @typedef HelpTextEventContext
		* @type {object}
		* @property {boolean} error
		* @property {Command} command
		* @property {function} write
		*/
		/**
		* Add additional text to be displayed with the built-in help.
		*
		* Position is 'before' or 'after' to affect just this command,
		* and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
		*
		* @param {string} position - before or after built-in help
		* @param {(string | Function)} text - string to add, or a function returning a string
		* @return {Command} `this` command for chaining
		*/
		addHelpText(position, text) {
			const allowedValues = [
				"beforeAll",
				"before",
				"after",
				"afterAll"
			];
			if (!allowedValues.includes(position)) throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
			const helpEvent = `${position}Help`;
			this.on(helpEvent, (context) => {
				let helpStr;
				if (typeof text === "function") helpStr = text({
					error: context.error,
					command: context.command
				});
				else helpStr = text;
				if (helpStr) context.write(`${helpStr}\n`);
			});
			return this;
		}
		/**
		* Output help information if help flags specified
		*
		* @param {Array} args - array of options to search for help flags
		* @private
		*/
		_outputHelpIfRequested(args) {
			const helpOption = this._getHelpOption();
			if (helpOption && args.find((arg) => helpOption.is(arg))) {
				this.outputHelp();
				this._exit(0, "commander.helpDisplayed", "(outputHelp)");
			}
		}
	};
	/**
	* Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
	*
	* @param {string[]} args - array of arguments from node.execArgv
	* @returns {string[]}
	* @private
	*/
	function incrementNodeInspectorPort(args) {
		return args.map((arg) => {
			if (!arg.startsWith("--inspect")) return arg;
			let debugOption;
			let debugHost = "127.0.0.1";
			let debugPort = "9229";
			let match;
			if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) debugOption = match[1];
			else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
				debugOption = match[1];
				if (/^\d+$/.test(match[3])) debugPort = match[3];
				else debugHost = match[3];
			} else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
				debugOption = match[1];
				debugHost = match[3];
				debugPort = match[4];
			}
			if (debugOption && debugPort !== "0") return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
			return arg;
		});
	}
	/**
	* @returns {boolean | undefined}
	* @package
	*/
	function useColor() {
		if (process.env.NO_COLOR || process.env.FORCE_COLOR === "0" || process.env.FORCE_COLOR === "false") return false;
		if (process.env.FORCE_COLOR || process.env.CLICOLOR_FORCE !== void 0) return true;
	}
	exports.Command = Command;
	exports.useColor = useColor;
}));
const { program, createCommand, createArgument, createOption, CommanderError, InvalidArgumentError, InvalidOptionArgumentError, Command, Argument, Option, Help } = (/* @__PURE__ */ __toESM((/* @__PURE__ */ __commonJSMin(((exports) => {
	const { Argument } = require_argument();
	const { Command } = require_command();
	const { CommanderError, InvalidArgumentError } = require_error();
	const { Help } = require_help();
	const { Option } = require_option();
	exports.program = new Command();
	exports.createCommand = (name) => new Command(name);
	exports.createOption = (flags, description) => new Option(flags, description);
	exports.createArgument = (name, description) => new Argument(name, description);
	/**
	* Expose classes
	*/
	exports.Command = Command;
	exports.Option = Option;
	exports.Argument = Argument;
	exports.Help = Help;
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
	exports.InvalidOptionArgumentError = InvalidArgumentError;
})))(), 1)).default;
// src/cli/last-gate.ts
const pointers = () => join(cacheDirectory(), "last-gate.json");
async function read() {
	try {
		return await readJson(pointers());
	} catch {
		return {};
	}
}
/** Remembers where the last gate of a configuration left its result; a convenience, so a failure is no error. */
async function rememberGate(configFile, resultPath) {
	await writeJson(pointers(), {
		...await read(),
		[resolve(configFile)]: resultPath
	}).catch(() => void 0);
}
/** The result of a configuration's last gate, or `null`. */
async function lastGate(configFile) {
	return (await read())[resolve(configFile)] ?? null;
}
// src/cli/summary.ts
/** A run in a few lines for a terminal, with its CO₂e where an intensity is configured. */
function runSummary(result, co2e) {
	const { meter, validity, workload } = result;
	return [
		`${workload.name}, ${workload.tasks ?? "?"} tasks, meter ${meter.kind}${estimatedNote$1(meter.estimated)}`,
		...summaryLines(view(compare(null, result, describeOptions(co2e)))),
		...validity && validity.status !== "ok" ? [`  ${validity.status}: ${validity.reasons.join(", ")}`] : []
	].join("\n");
}
/** A comparison in a few lines for a terminal. */
const comparisonSummary = (c) => RENDERERS.terminal(c);
// src/cli/verbs/compare.ts
async function readResult(path) {
	const value = await readJson(path);
	assertRunResult(value, path);
	return value;
}
/** `joulegate compare`: two RunResults to a Comparison. */
function compareVerb(program, io, setExit) {
	program.command("compare").description("compare two RunResult files and write a Comparison JSON").argument("<base.json>").argument("<head.json>").requiredOption("--out <comparison.json>", "where the comparison goes").option("--config <file>", "thresholds, co2e, environment-allow and on-… are read from it; without it the defaults hold").option("--json", "print the comparison too").option("--explain-basis", "print how each gating metric was decided, and why not on a better basis").addHelpText("after", "\nExit status: 0 pass or improved, 1 regressed, 3 inconclusive, 4 invalid.\n\nExample:\n  joulegate compare base.json head.json --config joulegate.yml --out comparison.json").action(async (baseFile, headFile, o) => {
		const out = resolve(io.cwd, o.out);
		const claim = await claimOutput(out, [baseFile, headFile].map((f) => resolve(io.cwd, f)));
		const base = await readResult(resolve(io.cwd, baseFile));
		const head = await readResult(resolve(io.cwd, headFile));
		const config = o.config ? await loadConfig(resolve(io.cwd, o.config)) : null;
		for (const warning of config?.warnings ?? []) io.remark(`warning: ${warning}`);
		const spec = config?.baseline ?? {
			kind: "file",
			path: resolve(io.cwd, baseFile)
		};
		const history = spec.kind === "file" && existsSync(spec.path) ? await readHistory(spec) : [];
		const comparison = compare(base, head, compareOptions(config ?? DEFAULT_COMPARING, {
			base,
			history
		}));
		assertComparison(comparison, "the comparison just made");
		await claim.write(jsonText(comparison));
		io.out(o.json ? JSON.stringify(comparison, null, 2) : `${comparisonSummary(comparison)}\nwrote ${out}`);
		if (o.explainBasis) io.out(basisLines(comparison).join("\n"));
		setExit(exitOf(comparison.verdict, config ?? {
			onInconclusive: "fail",
			onInvalid: "fail"
		}));
	});
}
// src/cli/verbs/baseline.ts
const UPDATE_HELP = `
A file is yours to commit; a branch ("baseline: branch:joulegate") is pushed to the remote by git, and made by its first
result. Your checkout is never touched.

Example:
  joulegate gate --out-dir .joulegate/out && joulegate baseline update .joulegate/out/result.json
  git add .joulegate/baseline.json .joulegate/baseline.history.jsonl`;
/** The result named, else that of this configuration's last gate. */
async function resultFile(given, o, io) {
	if (given) return resolve(io.cwd, given);
	const found = await lastGate(resolve(io.cwd, o.config));
	if (found && existsSync(found)) return found;
	throw new JouleGateError("usage", "no result given, and no gate of this configuration has run here", "run \"joulegate gate\", or name the file: joulegate baseline update DIR/result.json");
}
/** `joulegate baseline show|check|update`. */
function baselineVerb(program, io, setExit) {
	const baseline = program.command("baseline").description("show, check or update the stored baseline");
	const configured = (command) => command.option("--config <file>", "joulegate.yml", "joulegate.yml").option("--json", "print JSON");
	const read = async (o) => loadConfig(resolve(io.cwd, o.config));
	const found = async (config, head) => {
		const store = await storeOf(config, io.env);
		try {
			return await store.find(head);
		} finally {
			await store.close();
		}
	};
	configured(baseline.command("show").description("print the stored baseline; of a branch that of a result, which tells machine and tasks").argument("[result.json]")).action(async (file, o) => {
		const config = await read(o);
		const head = config.baseline.kind === "branch" ? await readResult(await resultFile(file, o, io)) : null;
		const { result, history, stored } = await found(config, head);
		if (o.json) io.out(JSON.stringify(result, null, 2));
		else if (result === null) io.out("no baseline is stored yet");
		else {
			const where = stored ? `, ${stored.distance} commit(s) before HEAD` : "";
			const told = `measured ${result.createdAt ?? "?"} at ${result.commit ?? "no commit"}${where}`;
			io.out(`${runSummary(result, config.co2e)}\n  ${told}; ${history.length} result(s) in its history`);
		}
	});
	const compared = async (config, file) => {
		const result = await readResult(file);
		const { result: base, history, stored } = await found(config, result);
		const comparison = compare(base, result, compareOptions(config, {
			base,
			history
		}));
		return {
			result,
			comparison: withStored(comparison, stored)
		};
	};
	configured(baseline.command("check").description("compare a result with the stored baseline").argument("[result.json]")).action(async (file, o) => {
		const config = await read(o);
		const { comparison } = await compared(config, await resultFile(file, o, io));
		io.out(o.json ? JSON.stringify(comparison, null, 2) : comparisonSummary(comparison));
		setExit(exitOf(comparison.verdict, config));
	});
	configured(baseline.command("update").description("make a result the stored baseline").argument("[result.json]")).option("--accept-regression", "store it although it regressed").addHelpText("after", UPDATE_HELP).action(async (file, o) => {
		const config = await read(o);
		const spec = config.baseline;
		const { result, comparison } = await compared(config, await resultFile(file, o, io)).catch(async (error) => {
			if (!(error instanceof JouleGateError) || error.code !== "baseline-unreadable") throw error;
			return {
				result: await readResult(await resultFile(file, o, io)),
				comparison: null
			};
		});
		const accept = o.acceptRegression === true;
		const path = spec.kind === "branch" ? await record(config, result, comparison, accept) : await updateBaseline(spec, result, entryOf(result), comparison?.verdict ?? null, accept);
		io.out(o.json ? JSON.stringify({ path }) : `stored ${path}`);
	});
	/** Adds a result to a branch, as a baseline of its commit's descendants. @returns its path there */
	async function record(config, result, comparison, accept) {
		const { commit } = result;
		const verdict = comparison?.verdict ?? "pass";
		assertMayBeStored(result, verdict, accept);
		if (!commit) throw new JouleGateError("baseline-refused", "this result names no commit, and a branch keeps results by theirs", "measure in a git repository, or keep the baseline in a file (\"baseline: file:PATH\")");
		const store = await storeOf(config, io.env);
		try {
			const about = {
				commit,
				env: io.env,
				promoted: true,
				waivers: []
			};
			const entry = await entryFor(config, result, { verdict }, about);
			return (await store.append(entry, pageOf(config, io.env))).path;
		} finally {
			await store.close();
		}
	}
}
// src/experiment/open.ts
/**
* Measures one subject, or several interleaved, from their configurations: opens meter, models and sandbox, runs,
* closes.
* Plan, blocks and budget are those of the last one (head). One RunResult a subject, in order.
*/
async function measure(specs, options) {
	const head = specs.at(-1).config;
	for (const warning of new Set(specs.flatMap((s) => s.config.warnings))) options.onProgress(`warning: ${warning}`);
	const { session, close } = await openSession(planOf(head), specs, options);
	try {
		return await runBlocks(session, extentOf(head), options.onProgress);
	} finally {
		await close();
	}
}
// src/cli/options.ts
/** Adds `--config` and the overriding options to a verb. */
function measuring(command) {
	return command.option("--config <file>", "joulegate.yml (or JSON)", "joulegate.yml").option("--model <gguf>", "a GGUF file, an hf: or https: address, or \"practice\" for the embedded fixture").option("--workload <name>", `one of ${WORKLOAD_NAMES.join(", ")}`).option("--tasks <ids>", "task ids, separated by commas").option("--arms <arms>", "plain,suppressed or one of them").option("--repeats <n>", "number of blocks; of a gate the least").option("--meter <kind>", "auto, nvml, rapl, estimate, …");
}
const list = (text) => text?.split(",").map((t) => t.trim()).filter((t) => t !== "");
/** A model named on the command line, as the configuration's key. */
function modelOf(text, cwd) {
	if (text === "practice") return { builtin: "practice" };
	return /^(hf:|https?:)/.test(text) ? { uri: text } : { path: resolvePath(cwd, text) };
}
function overrides(o, cwd) {
	const wrong = (value) => value;
	return {
		...o.workload || o.tasks ? { workload: {
			...o.workload ? { name: wrong(o.workload) } : {},
			...o.tasks ? { tasks: list(o.tasks) } : {}
		} } : {},
		...o.arms ? { arms: list(o.arms) } : {},
		...o.repeats ? { repeats: /^\d+$/.test(o.repeats) ? Number(o.repeats) : wrong(o.repeats) } : {},
		...o.meter ? { meter: wrong(o.meter) } : {},
		...o.baseline ? { baseline: absoluteBaseline(o.baseline, cwd) } : {}
	};
}
/** The configuration of a measuring verb: its file with the command line on top (which the schema checks too). */
async function configOf(o, io) {
	const file = resolve(io.cwd, o.config ?? "joulegate.yml");
	const config = await loadConfig(file, overrides(o, io.cwd), o.model === void 0 ? void 0 : modelOf(o.model, io.cwd));
	return await forPullRequest(config, file, io.env);
}
// src/cli/verbs/demo.ts
/**
* The embedded fixture answers in milliseconds on any CPU, which every machine can meter or estimate; a real model gets
* fewer tasks and shorter answers.
*/
const FIXTURE = {
	repeats: 4,
	engine: {
		gpu: "none",
		threads: 1
	}
};
const REAL = {
	repeats: 4,
	sampling: { "max-tokens": 128 },
	workload: {
		name: "practice",
		tasks: [
			"practice/0",
			"practice/3",
			"practice/6",
			"practice/9",
			"practice/12",
			"practice/15"
		]
	}
};
function demoConfig(model, side, real) {
	const value = {
		model,
		prompt: { file: join(packageRoot, "assets", "practice", "prompts", `${side}.txt`) },
		workload: { name: "practice" },
		...real ? REAL : FIXTURE
	};
	return checkConfig(value, "the demo's configuration", packageRoot);
}
/** What the demo wants its reader to see: that the gate fails, why, and what suppression wins back. */
function moral(c) {
	const of = (arm) => {
		const m = c.metrics.find((x) => x.id === "energy-per-task" && x.arm === arm);
		return m && m.base !== null && m.head !== null ? {
			base: m.base,
			head: m.head
		} : null;
	};
	const [plain, suppressed] = [of("plain"), of("suppressed")];
	if (!plain || !suppressed) return `The gate's verdict: ${c.verdict}.`;
	const won = (plain.head - suppressed.head) / (plain.head - plain.base);
	return `This pull request only rewords a prompt. Plain: ${quantity(plain.base, "J")} → ${quantity(plain.head, "J")} per task, so the gate says "${c.verdict}"${c.verdict === "regressed" ? " and would fail the check" : ""}. With babbling suppression head needs ${quantity(suppressed.head, "J")}${plain.head > plain.base ? `: it wins ${Math.round(100 * won)} % of the rise back` : ""}.`;
}
/** `joulegate demo`: a pull request that only rewords a prompt, on the embedded model or a real one. */
function demoVerb(program, io) {
	program.command("demo").description("the main job on the embedded default: a pull request that only rewords a prompt").option("--out <dir>", "where report and JSON files go", "demo-report").option("--model <gguf>", "do the same with a real model").addHelpText("after", "\nThe embedded model has memorised its 16 practice tasks: it is a fixture, not a code model.\n\nExample:\n  joulegate demo\n  joulegate demo --model my-model.gguf --out my-report").action(async (o) => {
		const model = modelOf(o.model ?? "practice", io.cwd);
		const real = o.model !== void 0 && o.model !== "practice";
		const specs = [{
			name: "base",
			config: demoConfig(model, "terse", real)
		}, {
			name: "head",
			config: demoConfig(model, "chatty", real)
		}];
		const outDir = resolve(io.cwd, o.out);
		const files = await claimGate(outDir);
		const page = await claimOutput(join(outDir, "index.html"));
		const outcome = await withJournal(join(outDir, "journal.jsonl"), io.progress, async (journal) => {
			const [base, head] = await measure(specs, {
				commit: null,
				journal,
				signal: io.signal,
				onProgress: io.progress
			});
			io.done();
			const comparison = compare(base, head, compareOptions(specs[1].config));
			await page.write(RENDERERS.html(comparison));
			return await writeOutcome(files, "demo", {
				result: head,
				base,
				comparison
			}, { keepText: true });
		});
		io.out(outcome.comment);
		io.out(`${moral(outcome.comparison)}\nThe report page: ${join(outDir, "index.html")}`);
	});
}
// src/analysis/qualify/noise.ts
var import_jstat = /* @__PURE__ */ __toESM(require_jstat(), 1);
/** The pairs of blocks of each arm that gates; those that the sensor did not resolve are left out. */
function pairsOf(c) {
	const found = /* @__PURE__ */ new Map();
	for (const arm of ARMS) {
		const [base, head] = [c.baseArms[arm], c.headArms[arm]];
		if (!base || !head || c.thresholds[ENERGY.id]?.[arm]?.increase === void 0) continue;
		const used = usableBlocks(base, head, {
			paired: true,
			joules: ENERGY.numerator
		});
		const both = used.head.map((h, i) => ({
			base: used.base[i],
			head: h
		}));
		found.set(arm, both.filter((p) => hasJoules(p.base) && hasJoules(p.head)));
	}
	return found;
}
const hasJoules = (b) => (ENERGY.numerator(b) ?? 0) > 0;
/** How much the two blocks of a pair differ by chance: of ln J/task, with its interval (χ² of the variance). */
function noiseOf(arm, of, level) {
	const values = (side) => blockValues(ENERGY, of.map((p, block) => ({
		...p[side],
		block
	})));
	const differences = pairs(values("base"), values("head")).map((d) => d.value);
	const v = variance(differences);
	const df = differences.length - 1;
	const at = (p) => Math.sqrt(v * df / import_jstat.default.chisquare.inv(p, df));
	return {
		arm,
		sd: Math.sqrt(v),
		interval: [at(1 - level / 2), at(level / 2)]
	};
}
/**
* How much the blocks of a subject differ that was measured against itself, interleaved: one figure for each arm that
* gates; none with fewer than `LEAST_PAIRS` pairs that have joules.
*/
function machineNoise(base, head, options) {
	const c = sidesOf(base, head, options);
	return [...pairsOf(c)].filter(([, of]) => of.length >= 6).map(([arm, of]) => noiseOf(arm, of, c.levels.interval));
}
// src/gate/noise.ts
/** Blocks of a quick look: they tell a standard deviation to about a third. */
const BLOCKS$1 = 8;
/** Those that fit into about a quarter of a minute on a machine of the slowest kind. */
const TASKS = [
	0,
	3,
	6,
	9,
	12
].map((i) => `practice/${i}`);
/** The rise that is asked about, and the limit that it goes beyond: the default. */
const RISE = .05;
const LIMIT = .03;
/**
* Measures the embedded model against itself on this machine's best meter, a few blocks interleaved as base and head
* are; `null` where too few blocks had joules. @throws JouleGateError as `measure`
*/
async function quickNoise(options) {
	const config = checkConfig({
		model: { builtin: "practice" },
		workload: {
			name: "practice",
			tasks: TASKS
		},
		arms: ["plain"],
		repeats: BLOCKS$1,
		thresholds: { "energy-per-task": { increase: LIMIT } }
	}, "a look at the noise", packageRoot);
	const [base, head] = await measure(["base", "head"].map((name) => ({
		name,
		config
	})), {
		...options,
		commit: null,
		journal: null
	});
	const [noise] = machineNoise(base, head, compareOptions(config));
	if (noise === void 0) return null;
	return {
		meter: head.meter.kind,
		estimated: head.meter.estimated,
		blocks: BLOCKS$1,
		sd: noise.sd,
		interval: noise.interval,
		rise: RISE,
		limit: LIMIT,
		toCall: blocksToCall(noise.sd, RISE, LIMIT)
	};
}
// src/cli/verbs/doctor-server.ts
const EDGES = {
	device: "edges are exact",
	server: "it tells when prefill and decode end",
	client: "it does not tell when prefill and decode end: they are what the client sees, the way and queueing included"
};
/**
* Whether the server of a configuration answers, what it is and what it can tell; `null` where the configuration names
* none, or there is none. @param file a path, or `undefined` for joulegate.yml where that is there
*/
async function serverFinding(file, cwd) {
	const path = resolve(cwd, file ?? "joulegate.yml");
	if (file === void 0 && !existsSync(path)) return null;
	let name = "server";
	try {
		const { engine, model, context } = await loadConfig(path);
		if (!isServer(engine)) return null;
		name = engine.kind;
		const found = await findModel({
			engine,
			model,
			context
		}, () => void 0);
		if (!isServed(found)) return null;
		const { local, pids, sha256, source } = found;
		const server = await openServer(source);
		const { info, edges } = server;
		await server.close();
		const told = [
			`${info.server} at ${new URL(source.url).host}`,
			`${found.name}${sha256 === null ? ", whose digest it does not tell" : ` (${sha256.slice(0, 12)})`}`,
			`context ${info.contextSize}`,
			EDGES[edges],
			...local ? [pids.length > 0 ? `process ${pids.join(", ")} here` : "its process is not to be seen"] : [],
			...local ? [] : ["it runs on another host"]
		];
		return {
			area: "engine",
			name,
			ok: local,
			detail: told.join("; "),
			fix: local ? "" : REMOTE
		};
	} catch (error) {
		if (!(error instanceof JouleGateError)) throw error;
		return {
			area: "engine",
			name,
			ok: false,
			detail: `${error.code}: ${error.message}`,
			fix: error.fix
		};
	}
}
const REMOTE = "run the gate on that host, or name a meter here that sees it (docs/engines.md)";
// src/cli/verbs/doctor.ts
const reason = (error) => error instanceof Error ? error.message.split("\n")[0] : String(error);
function packages() {
	return [
		"node-llama-cpp",
		"koffi",
		"pyodide"
	].map((name) => {
		try {
			return {
				area: "packages",
				name,
				ok: true,
				detail: resolveNative(name),
				fix: ""
			};
		} catch (error) {
			return {
				area: "packages",
				name,
				ok: false,
				detail: reason(error),
				fix: "npm ci, or JOULEGATE_RUNTIME_PATH"
			};
		}
	});
}
async function engine() {
	try {
		const file = await locateModel({
			name: null,
			path: null,
			uri: null,
			builtin: "practice",
			sha256: null
		});
		const llama = await LlamaEngine.load({
			file,
			context: null,
			threads: null,
			gpuLayers: null,
			flashAttention: null,
			kvType: null,
			batch: null,
			gpu: "auto"
		});
		const { backend, llamaCpp, threads, cpu } = llama.info;
		await llama.close();
		return {
			area: "engine",
			name: backend,
			ok: true,
			detail: `llama.cpp ${llamaCpp}; ${threads} of ${availableParallelism()} threads decode the embedded model fastest; ${cpu}`,
			fix: backend === "cpu" ? "for a GPU: npm ci --prefix dist/runtime/cuda (or vulkan)" : ""
		};
	} catch (error) {
		return {
			area: "engine",
			name: "llama.cpp",
			ok: false,
			detail: reason(error),
			fix: "npm ci; on Linux glibc 2.28 or later is needed"
		};
	}
}
async function rings() {
	try {
		const report = await probeRings();
		return [{
			area: "sandbox",
			name: "Python",
			ok: report.pythonVersion !== null,
			detail: report.pythonVersion ?? "does not start",
			fix: ""
		}, ...report.rings.map((r) => ({
			area: "sandbox",
			name: r.name,
			ok: r.holds,
			detail: r.detail,
			fix: r.holds ? "" : "docs/sandbox.md says what this ring needs; \"sandbox: strict\" requires all of them"
		}))];
	} catch (error) {
		return [{
			area: "sandbox",
			name: "pyodide",
			ok: false,
			detail: reason(error),
			fix: "npm ci"
		}];
	}
}
async function network() {
	return Promise.all(Object.entries({
		HumanEval: "https://raw.githubusercontent.com",
		"hf: models": "https://huggingface.co"
	}).map(async ([name, url]) => {
		try {
			return {
				area: "network",
				name,
				ok: true,
				detail: `${url} answers (${(await fetch(url, {
					method: "HEAD",
					signal: AbortSignal.timeout(4e3),
					redirect: "manual"
				})).status})`,
				fix: ""
			};
		} catch (error) {
			return {
				area: "network",
				name,
				ok: false,
				detail: `${url}: ${reason(error.cause ?? error)}`,
				fix: "without it, give workload.path and model.path"
			};
		}
	}));
}
const share$1 = (x) => `${(100 * x).toPrecision(2)} %`;
/** How much equal blocks differ here, and how many of them a gate needs to see a rise of 5 %. */
async function noise(io) {
	const found = {
		area: "noise",
		name: "a block"
	};
	try {
		const n = await quickNoise({
			onProgress: io.progress,
			signal: io.signal
		});
		if (n === null) return {
			...found,
			ok: false,
			detail: "too few blocks had joules",
			fix: "longer tasks, or another meter"
		};
		const { sd, interval, rise, limit, toCall, meter, estimated } = n;
		const needed = toCall === null ? "more than 200" : String(toCall);
		return {
			...found,
			ok: toCall !== null,
			detail: `base and head differ by ${share$1(sd)} a block (${share$1(interval[0])} … ${share$1(interval[1])}, ${n.blocks} blocks of the embedded model, ${estimated ? "joules estimated" : meter}); to call +${share$1(rise)} where ${share$1(limit)} are allowed takes ${needed} blocks a side`,
			fix: toCall === null ? "a quieter machine, a meter in the place of an estimate, or more tasks a block" : ""
		};
	} catch (error) {
		if (io.signal.aborted) throw error;
		return {
			...found,
			ok: false,
			detail: reason(error),
			fix: "see the lines above"
		};
	}
}
/** How often each reading changes, and power as it is now. Lag, response and window need load: a run finds them. */
function readings(sensor) {
	const cadences = [
		"counter",
		"record",
		"instant",
		"average"
	].flatMap((name) => {
		const ms = sensor[`${name}CadenceMs`];
		return ms === void 0 ? [] : [`${name} every ${ms.toFixed(0)} ms (jitter ${(100 * sensor[`${name}Jitter`]).toFixed(1)} %)`];
	});
	const now = sensor.idleWatts === void 0 ? [] : [`${sensor.idleWatts.toFixed(1)} ± ${sensor.idleStandardError.toFixed(1)} W now`];
	return [...cadences, ...now].map((x) => `, ${x}`).join("");
}
/** `joulegate doctor`: what this machine can measure and run, each with a fix if it is missing. */
function doctorVerb(program, io) {
	program.command("doctor").description("what this machine can measure and run, and how noisy its joules are").option("-c, --config <file>", "whose server is tried (joulegate.yml, where that is there)").option("--json", "print JSON").addHelpText("after", "\nExample:\n  joulegate doctor").action(async (o) => {
		io.progress("looking at packages, meters, engine, sandbox and network");
		const meters = (await listMeters(io.signal)).map((m) => ({
			area: "meters",
			name: m.kind,
			ok: m.available,
			detail: `${m.detail}${readings(m.sensor ?? {})}`,
			fix: m.fix
		}));
		const server = await serverFinding(o.config, io.cwd);
		const engines = [await engine(), ...server === null ? [] : [server]];
		const findings = [
			...packages(),
			...meters,
			...engines,
			...await rings(),
			...await network()
		];
		io.progress("measuring how much equal blocks differ, about a quarter of a minute");
		findings.push(await noise(io));
		io.done();
		if (o.json) io.out(JSON.stringify(findings, null, 2));
		else {
			let area = "";
			for (const f of findings) {
				if (f.area !== area) io.out(`\n${f.area}`);
				area = f.area;
				io.out(`  ${f.ok ? "✓" : "✗"} ${f.name.padEnd(16)} ${f.detail}${!f.ok && f.fix ? `\n      fix: ${f.fix}` : ""}`);
			}
		}
	});
}
// src/cli/commit.ts
/** The commit that is measured: GitHub's word for it, else git's; `null` outside a repository. */
async function commitOf(io) {
	return io.env["GITHUB_SHA"] || await gitText(io.cwd, ["rev-parse", "HEAD"]);
}
// src/cli/verbs/gate.ts
/** `joulegate gate`: run, compare with the baseline, report; what the action does. */
function gateVerb(program, io, setExit) {
	measuring(program.command("gate").description("measure head beside base until it is decided, and report; the exit status is the verdict")).option("--baseline <where>", "base, none, file:PATH or branch:NAME").option("--base <ref>", "the commit to compare with, measured beside head (by default the one before this change)").option("--force", "measure base and head although they are the same").requiredOption("--out-dir <dir>", "result.json base.json comparison.json comment.md report.html go there").option("--resume", "continue a gate that was killed: the blocks in its journal count, the rest is measured").option("--json", "print the comparison").addHelpText("after", "\nExit status: 0 pass or improved, 1 regressed, 2 usage, 3 inconclusive, 4 invalid, 5 a failure of engine, network or disk.\n\nExample:\n  joulegate gate --config joulegate.yml --out-dir .joulegate/out\n  joulegate gate --base v1.2 --out-dir .joulegate/out").action(async (o) => {
		if (o.base !== void 0 && o.baseline !== void 0 && o.baseline !== "base") throw new JouleGateError("usage", `--base ${o.base} and --baseline ${o.baseline} exclude each other`, "give one of them");
		const end = await runGate({
			outDir: resolve(io.cwd, o.outDir),
			id: "default",
			commit: await commitOf(io),
			env: io.env,
			...o.base === void 0 ? {} : { ref: o.base },
			force: o.force === true,
			resume: o.resume === true,
			load: async () => await configOf(o, io),
			signal: io.signal,
			onProgress: io.progress
		});
		if (end.refused) throw end.error;
		const { config, outcome, recorded } = end;
		io.done();
		if (recorded) io.remark("error" in recorded ? describeError(recorded.error) : `kept as ${recorded.path}`);
		const { result } = outcome.paths;
		if (result !== null) await rememberGate(resolve(io.cwd, o.config ?? "joulegate.yml"), result);
		io.out(o.json ? JSON.stringify(outcome.comparison, null, 2) : `${comparisonSummary(outcome.comparison)}\nwrote ${outcome.paths.report}`);
		setExit(exitOf(outcome.comparison.verdict, config));
	});
}
// src/judge/text/grade-file.ts
/** Two decimals as Python's `round` has them: half to even where the half is exact. */
const twoDecimals = (x) => Number.isInteger(8 * x) && !Number.isInteger(4 * x) ? halfToEven(100 * x) / 100 : Number(x.toFixed(2));
/**
* Scores a file of LongBench predictions (`_id`, `pred`), in input order, duplicates and all: each line with its
* `score`. The results are written whole or not at all.
* @throws JouleGateError `samples-format`, `task-unknown` (before anything is written), `file-unreadable`
*/
async function scoreFile({ samplesPath, outPath, tasks }) {
	const byId = new Map(tasks.map((t) => [t.id, t]));
	const claim = await claimOutput(outPath, [samplesPath]);
	const scores = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	const taskOf = ({ taskId }, number) => {
		const task = byId.get(taskId);
		if (task) return task;
		throw new JouleGateError("task-unknown", `line ${number} of ${samplesPath} names the task ${JSON.stringify(taskId)}, which is not among the problems`, "give the LongBench file that the predictions belong to (--problems)");
	};
	async function* lines() {
		for await (const { line, number } of jsonLines(samplesPath)) {
			const sample = parseSample(line, number, samplesPath, LONGBENCH_KEYS);
			const task = taskOf(sample, number);
			const score = codeSimilarity(sample.completion, task.references);
			seen.add(task.id);
			scores.set(task.dataset, [...scores.get(task.dataset) ?? [], score]);
			yield `${gradedLine(sample, { score })}\n`;
		}
	}
	await claim.write(lines());
	const mean = (of) => of.reduce((a, b) => a + b, 0) / of.length;
	return {
		samples: [...scores.values()].reduce((n, of) => n + of.length, 0),
		missingTasks: tasks.length - seen.size,
		means: Object.fromEntries([...scores].map(([dataset, of]) => [dataset, twoDecimals(100 * mean(of))]))
	};
}
// src/cli/verbs/grade.ts
/** `joulegate grade`: the official harness's job and file format, in the sandbox. */
function gradeVerb(program, io) {
	program.command("grade").description("grade samples in the official HumanEval format, in the sandbox, or predictions for LongBench").argument("<samples.jsonl>", "lines of {task_id, completion}, or of {_id, pred} for LongBench; gzip or not").option("--problems <file>", "the data set; HumanEval by default, or LongBench's code: lcc.jsonl, repobench-p.jsonl, or its data.zip").option("--workload <name>", WORKLOAD_NAMES.filter((n) => n !== "custom").join(", "), "humaneval-full").option("--json", "print the summary as JSON").addHelpText("after", "\nWrites <samples.jsonl>_results.jsonl: each line with passed and result, in input order. Tasks without a sample are counted, not refused.\nFor LongBench each line gets the score of its first line of code (0 to 1); its own mean (100 × the mean) is printed.\n\nExample:\n  joulegate grade samples.jsonl --problems HumanEval.jsonl.gz\n  joulegate grade predictions.jsonl --problems lcc.jsonl\n  joulegate grade predictions.jsonl --workload longbench-cu").action(async (file, o) => {
		const samplesPath = resolve(io.cwd, file);
		const problems = o.problems === void 0 ? null : resolve(io.cwd, o.problems);
		const outPath = `${samplesPath}_results.jsonl`;
		if (isLongBenchName(workloadName(o.workload)) || problems !== null && await isLongBench(problems)) {
			const { tasks } = await longBench(problems, io.progress);
			const scored = await scoreFile({
				samplesPath,
				outPath,
				tasks
			});
			io.done();
			io.out(o.json ? JSON.stringify(scored) : `${scoresText(scored)}\nwrote ${outPath}`);
			return;
		}
		const name = codeWorkloadName(o.workload);
		const tasks = problems ? await readTasks(problems) : (await loadDataset({
			name,
			path: null,
			tasks: null,
			onProgress: io.progress
		})).tasks;
		const { signal } = io;
		const grader = await startGrader({
			policy: "best",
			onWarning: io.progress,
			signal
		});
		try {
			const summary = await gradeFile({
				samplesPath,
				outPath,
				problems: tasks,
				grader,
				signal,
				onBound: io.remark,
				onProgress: (done, total) => io.progress(`graded ${done} of ${total}`)
			});
			io.done();
			io.out(o.json ? JSON.stringify(summary) : `${summaryText(summary)}\nwrote ${outPath}`);
			if (summary.notGraded) throw new JouleGateError("not-graded", `${summary.notGraded} of ${summary.samples} samples could not be graded: their sandbox process was ended from outside, twice`, "free memory or raise the limit of this container, and grade again; their lines hold \"passed\": null");
		} finally {
			await grader.close();
		}
	});
}
function summaryText(s) {
	const rates = Object.entries(s.passAtK).map(([k, v]) => `\n${k}: ${(100 * v).toFixed(1)} %`);
	return `${s.passed} of ${s.samples} samples pass; ${s.missingTasks} tasks have no sample${rates.join("")}`;
}
const scoresText = ({ samples, missingTasks, means }) => [`${samples} predictions scored; ${missingTasks} of the tasks without one`, ...Object.entries(means).map(([dataset, mean]) => `${dataset}: ${mean.toFixed(2)}`)].join("\n");
// src/report/plot/colours.ts
/** Colours of phases that have one everywhere, as on the page (`style.ts`); the others take theirs in turn. */
const OWN = {
	prefill: "#3b6fd4",
	decode: "#e08a2e",
	check: "#6a9a3b",
	queue: "#8a6fc9",
	idle: "#8b95a5"
};
const OTHERS = [
	"#3b6fd4",
	"#e08a2e",
	"#6a9a3b",
	"#b0489a",
	"#2a9d9d",
	"#8a6fc9",
	"#c7503f",
	"#7a7a2e",
	"#4b8bbe",
	"#8b5a2b"
];
/** A colour for each phase, different as long as there are enough. */
function coloursOf(phases) {
	const taken = new Set(phases.flatMap((p) => Object.hasOwn(OWN, p) ? [OWN[p]] : []));
	const free = OTHERS.filter((c) => !taken.has(c));
	const others = free.length > 0 ? free : OTHERS;
	let next = 0;
	return new Map(phases.map((p) => [p, Object.hasOwn(OWN, p) ? OWN[p] : others[next++ % others.length]]));
}
// src/report/plot/envelope.ts
/** Index of the first step that ends after `t`; the number of steps where none does. */
function firstAfter({ end }, t) {
	let lo = 0;
	let hi = end.length;
	while (lo < hi) {
		const middle = lo + hi >> 1;
		if (end[middle] > t) hi = middle;
		else lo = middle + 1;
	}
	return lo;
}
/** The steps that lie in `from` … `to` seconds, in part or whole, as indices [first, last). */
function stepsIn(steps, from, to) {
	const first = firstAfter(steps, from);
	let last = first;
	while (last < steps.end.length && steps.start[last] < to) last++;
	return [first, last];
}
/** Steps too dense to be drawn one by one, as columns of `width` seconds; a column without any is left out. */
function envelope(steps, from, to, width) {
	const [first, last] = stepsIn(steps, from, to);
	const out = [];
	let k = first;
	for (let i = 0; from + i * width < to; i++) {
		const [a, b] = [from + i * width, from + (i + 1) * width];
		while (k < last && steps.end[k] <= a) k++;
		let [least, most, sum, seconds] = [
			1e400,
			-1e400,
			0,
			0
		];
		for (let j = k; j < last && steps.start[j] < b; j++) {
			const part = Math.min(b, steps.end[j]) - Math.max(a, steps.start[j]);
			if (!(part > 0)) continue;
			least = Math.min(least, steps.watts[j]);
			most = Math.max(most, steps.watts[j]);
			sum += part * steps.watts[j];
			seconds += part;
		}
		if (seconds > 0) out.push({
			x: (a + b) / 2,
			least,
			most,
			mean: sum / seconds
		});
	}
	return out;
}
/** The value below which the share `q` of them lies; 0 of none. */
function quantile$1(values, q) {
	if (values.length === 0) return 0;
	const sorted = values.slice().sort();
	return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}
/** Intervals (rising begins) with those joined that lie closer than `apart` seconds: what the eye cannot part. */
function merged(intervals, apart) {
	const out = [];
	for (const { start, end } of intervals) {
		const last = out.at(-1);
		if (last !== void 0 && start - last.end < apart) last.end = Math.max(last.end, end);
		else out.push({
			start,
			end
		});
	}
	return out;
}
// src/report/plot/layout.ts
/** Of the whole picture, pixels. */
const SIZE = {
	width: 1200,
	left: 64,
	right: 16,
	power: 150,
	residual: 44,
	between: 6,
	axis: 34
};
/** Where curves lie, pixels. */
const PLOT_WIDTH = SIZE.width - SIZE.left - SIZE.right;
/** A row holds about so many updates, and a picture at most so many rows (chosen by eye). */
const ROW = {
	updates: 280,
	most: 8
};
/** Values beyond this share of all are cut off, and counted: one jump of a counter must not flatten the rest. */
const WITHIN = .995;
const HEADROOM = 1.12;
/** One stretch for all channels, so that their rows can be laid side by side. */
function stretchOf({ channels, intervals }) {
	const times = [...channels.flatMap(({ samples: { start, end } }) => start.length > 0 ? [start[0], end[end.length - 1]] : []), ...intervals.flatMap(({ start, end }) => [start, end])];
	const from = times.reduce((a, b) => Math.min(a, b), 1e400);
	const to = times.reduce((a, b) => Math.max(a, b), -1e400);
	return times.length > 0 && to > from ? [from, to] : [0, 1];
}
function layOut(channel, [from, to], channels) {
	const { samples, fitted, residual } = channel;
	const most = Math.max(1, Math.floor(ROW.most / channels));
	const rows = Math.max(1, Math.min(most, Math.ceil(samples.watts.length / ROW.updates)));
	const highest = fitted === null ? 0 : quantile$1(fitted.watts, WITHIN);
	const watts = HEADROOM * Math.max(quantile$1(samples.watts, WITHIN), highest) || 1;
	const size = residual?.watts.map(Math.abs) ?? /* @__PURE__ */ new Float64Array();
	const scale = residual === null ? 0 : HEADROOM * quantile$1(size, WITHIN) || 1;
	const beyond = samples.watts.filter((w) => w > watts || w < 0).length + size.filter((w) => scale > 0 && w > scale).length;
	return {
		from,
		rowSeconds: (to - from) / rows,
		rows,
		watts,
		residual: scale,
		beyond
	};
}
// src/report/plot/ticks.ts
/** Round numbers (1, 2 or 5 × 10ⁿ apart) from `lo` to `hi`, about `count` of them. */
function ticks(lo, hi, count) {
	if (!(hi > lo)) return [lo];
	const rough = (hi - lo) / count;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([
		1,
		2,
		5,
		10
	].find((m) => m * power >= rough) ?? 10);
	const out = [];
	for (let k = Math.ceil(lo / step - 1e-9) + 0; k * step <= hi + 1e-9 * step; k++) out.push(k * step);
	return out;
}
/** As many decimals as tell neighbouring ticks apart. */
function tickText(value, step) {
	const decimals = Math.max(0, -Math.floor(Math.log10(Math.max(step, 1e-9)) + 1e-9));
	const text = value.toFixed(Math.min(decimals, 6)).replace(/^-/, "−");
	return /^−0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
// src/report/plot/row.ts
/** Steps narrower than this are drawn as columns of this width, pixels. */
const COLUMN = 2;
/** Height of a row, pixels. */
const rowHeight = ({ residual }) => SIZE.power + (residual > 0 ? SIZE.between + SIZE.residual : 0) + SIZE.axis;
const px$1 = (x) => String(Math.round(10 * x) / 10);
function panelOf(from, to, top, height, low, high) {
	const cut = (v, lo, hi) => Math.min(hi, Math.max(lo, v));
	return {
		from,
		to,
		x: (s) => SIZE.left + (cut(s, from, to) - from) * (PLOT_WIDTH / (to - from)),
		y: (w) => top + height * (1 - (cut(w, low, high) - low) / (high - low))
	};
}
/** Whether steps of a row are too many to be drawn one by one. */
const isDense = (steps, from, to) => {
	const [first, last] = stepsIn(steps, from, to);
	return last - first > PLOT_WIDTH / COLUMN;
};
/** A line of steps, broken where there is a gap between two; of dense ones the mean of each column. */
function line(steps, p, cls) {
	if (isDense(steps, p.from, p.to)) {
		const columns = envelope(steps, p.from, p.to, (p.to - p.from) / PLOT_WIDTH * COLUMN);
		return columns.length === 0 ? "" : `<polyline class="${cls}" points="${columns.map((c) => `${px$1(p.x(c.x))},${px$1(p.y(c.mean))}`).join(" ")}"/>`;
	}
	const [first, last] = stepsIn(steps, p.from, p.to);
	let d = "";
	for (let k = first; k < last; k++) {
		const joined = k > first && steps.start[k] - steps.end[k - 1] < 1e-6;
		const y = px$1(p.y(steps.watts[k]));
		d += joined ? `V${y}` : `M${px$1(p.x(steps.start[k]))} ${y}`;
		d += `H${px$1(p.x(steps.end[k]))}`;
	}
	return d === "" ? "" : `<path class="${cls}" d="${d}"/>`;
}
/** Dense steps as the area between the least and the most of each column. */
function area(steps, p, cls) {
	const columns = envelope(steps, p.from, p.to, (p.to - p.from) / PLOT_WIDTH * COLUMN);
	if (columns.length === 0) return "";
	return `<path class="${cls}" d="${columns.map((c) => `M${px$1(p.x(c.x))} ${px$1(p.y(c.least) + .5)}V${px$1(p.y(c.most) - .5)}`).join("")}"/>`;
}
function bands(data, colours, p, top, height) {
	const apart = (p.to - p.from) / PLOT_WIDTH;
	return data.phases.map(({ name }) => {
		const rects = merged(data.intervals.filter((i) => i.phase === name && i.end >= p.from && i.start <= p.to), apart).map(({ start, end }) => {
			const x = p.x(start);
			return `M${px$1(x)} ${px$1(top)}h${px$1(Math.max(.8, p.x(end) - x))}v${px$1(height)}H${px$1(x)}z`;
		});
		return rects.length === 0 ? "" : `<path class="band" fill="${colours.get(name)}" d="${rects.join("")}"/>`;
	}).join("");
}
function grid(p, at) {
	const step = at.length > 1 ? at[1] - at[0] : 1;
	return at.map((w) => {
		const y = p.y(w);
		return `<path class="grid" d="M${SIZE.left} ${px$1(y)}H${SIZE.width - SIZE.right}"/><text class="n" x="${SIZE.left - 6}" y="${px$1(y + 4)}">${tickText(w, step)}</text>`;
	}).join("");
}
/** −a, 0 and a, the largest round a within the scale. */
function aroundZero(most) {
	const a = ticks(0, most, 2).at(-1);
	return [
		-a,
		0,
		a
	];
}
/** One row of a channel from `top` on: bands of phases, samples, fitted power; residuals under them; seconds below. */
function drawRow(data, channel, layout, row, top, colours) {
	const from = layout.from + row * layout.rowSeconds;
	const to = from + layout.rowSeconds;
	const p = panelOf(from, to, top, SIZE.power, 0, layout.watts);
	const dense = isDense(channel.samples, from, to);
	const parts = [
		bands(data, colours, p, top, SIZE.power),
		grid(p, ticks(0, layout.watts, 4)),
		`<text class="unit" x="${SIZE.left - 6}" y="${top + 8}">W</text>`,
		dense ? area(channel.samples, p, "samples") : line(channel.samples, p, "samples"),
		channel.fitted === null ? "" : line(channel.fitted, p, "fitted")
	];
	let bottom = top + SIZE.power;
	if (channel.residual !== null) {
		const r = layout.residual;
		const q = panelOf(from, to, bottom + SIZE.between, SIZE.residual, -r, r);
		parts.push(bands(data, colours, q, bottom + SIZE.between, SIZE.residual), grid(q, aroundZero(r)), isDense(channel.residual, from, to) ? area(channel.residual, q, "residual") : line(channel.residual, q, "residual"));
		bottom += SIZE.between + SIZE.residual;
	}
	const at = ticks(from, to, 10);
	const step = at.length > 1 ? at[1] - at[0] : 1;
	parts.push(`<path class="frame" d="M${SIZE.left} ${px$1(bottom)}H${SIZE.width - SIZE.right}"/>`, ...at.map((s) => `<path class="frame" d="M${px$1(p.x(s))} ${px$1(bottom)}v4"/><text class="t" x="${px$1(p.x(s))}" y="${px$1(bottom + 16)}">${tickText(s, step)}</text>`));
	return parts.join("");
}
// src/report/plot/index.ts
const STYLE = "text{font:12px system-ui,sans-serif;fill:#1c2330}.h{font-size:14px;font-weight:600}.note{fill:#5b6577}.n,.unit{text-anchor:end;font-size:11px;fill:#5b6577}.t{text-anchor:middle;font-size:11px;fill:#5b6577}.grid{stroke:#d9dee7;stroke-width:.6}.frame{stroke:#5b6577;stroke-width:.8}.band{fill-opacity:.2}path:not(.band),polyline{fill:none}.band{stroke:none}.samples{stroke:#5b6577;stroke-opacity:.55;stroke-width:2.6}.fitted{stroke:#c2185b;stroke-width:1.2}.residual{stroke:#1c2330;stroke-width:1}";
/** XML has no way to write these. */
const NO_XML = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** A longer name is cut; more phases than this are told by number. */
const NAME$2 = 40;
const LEGEND = {
	phases: 12,
	columns: 3,
	line: 20
};
const KEYS = [
	["samples", "samples: power between two updates of the sensor"],
	["fitted", "fitted power"],
	["residual", "below: samples less fitted"]
];
const cut = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
const label$1 = (x, y, text, cls = "") => `<text${cls === "" ? "" : ` class="${cls}"`} x="${x}" y="${y}">${escapeHtml(text.replace(NO_XML, "�"))}</text>`;
function joulesText({ grossJoules, interval95, status }) {
	if (grossJoules === null || interval95 === null) return status;
	const spread = `${quantity(interval95[0], "J")} … ${quantity(interval95[1], "J")}`;
	return `${quantity(grossJoules, "J")} gross (95 %: ${spread})${status === "ok" ? "" : `, ${status}`}`;
}
/** What colours and lines mean, and each phase's joules; returns the y below it. */
function legend(data, colours, top) {
	const shown = data.phases.slice(0, LEGEND.phases);
	const width = (SIZE.width - SIZE.left) / LEGEND.columns;
	const parts = shown.map((phase, i) => {
		const x = SIZE.left + i % LEGEND.columns * width;
		const y = top + Math.floor(i / LEGEND.columns) * LEGEND.line;
		return `<rect x="${x}" y="${y - 10}" width="12" height="12" fill="${colours.get(phase.name)}" fill-opacity=".45"/>${label$1(x + 18, y, `${cut(phase.name, NAME$2)}: ${joulesText(phase)}`)}`;
	});
	let y = top + Math.ceil(shown.length / LEGEND.columns) * LEGEND.line;
	const more = data.phases.length - shown.length;
	if (more > 0) parts.push(label$1(SIZE.left, y, `and ${more} more phases`, "note"));
	if (more > 0) y += LEGEND.line;
	const keys = KEYS.filter(([cls]) => cls === "samples" || data.channels.some((c) => c[cls] !== null));
	let x = SIZE.left;
	for (const [cls, text] of keys) {
		parts.push(`<path class="${cls}" d="M${x} ${y - 4}h24"/>${label$1(x + 30, y, text, "note")}`);
		x += 60 + 7 * text.length;
	}
	return [parts.join(""), y + LEGEND.line];
}
/** What a reader of one channel must know of how it is drawn. */
function notes$1(data, index, layout) {
	const { samples, fitted } = data.channels[index];
	const dense = Array.from({ length: layout.rows }, (_, r) => layout.from + r * layout.rowSeconds).some((from) => isDense(samples, from, from + layout.rowSeconds));
	return [
		`${samples.watts.length} updates`,
		...layout.rows > 1 ? [`cut into ${layout.rows} rows`] : [],
		...dense ? ["too many to draw one by one: each column spans the least to the most of them"] : [],
		...layout.beyond > 0 ? [`${layout.beyond} beyond the scale`] : [],
		...fitted === null ? ["nothing was fitted"] : []
	].join("; ");
}
/**
* A measurement as one self-contained SVG, 1200 px wide: of each channel the sensor's samples as power, the fitted
* power over them, phases as bands, and residuals below; long traces in rows. Nothing in it runs or is fetched.
*/
function plot(data) {
	const colours = coloursOf(data.phases.map((p) => p.name));
	const stretch = stretchOf(data);
	const parts = [label$1(SIZE.left, 28, `Power and phases${data.estimated ? " (estimated: CPU time × watts)" : ""}`, "h")];
	const [keys, below] = legend(data, colours, 52);
	parts.push(keys);
	let y = below + 8;
	data.channels.forEach((channel, i) => {
		const layout = layOut(channel, stretch, data.channels.length);
		parts.push(label$1(SIZE.left, y, cut(channel.name, 100), "h"), label$1(SIZE.left, y + 18, `${channel.reads}: ${notes$1(data, i, layout)}; seconds`, "note"));
		y += 30;
		for (let row = 0; row < layout.rows; row++) {
			parts.push(drawRow(data, channel, layout, row, y, colours));
			y += rowHeight(layout);
		}
		y += 16;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${Math.ceil(y)}" viewBox="0 0 ${SIZE.width} ${Math.ceil(y)}"><title>JouleGate: power and phases</title><style>${STYLE}</style><rect width="100%" height="100%" fill="#fff"/>${parts.join("\n")}</svg>
`;
}
// src/cli/measure-summary.ts
/** A longer name is cut, so that a row stays a row. */
const NAME$1 = 32;
const oneLine = (name) => {
	const flat = name.replace(/\s+/g, " ");
	return flat.length > NAME$1 ? `${flat.slice(0, 31)}…` : flat;
};
const DASH = "–";
const unit = (x, name) => x === null || x === void 0 ? DASH : `${digits(x)}${name === "" ? "" : ` ${name}`}`;
/** An estimate with its interval, whose bounds tell their unit where it is another. */
function joules(estimate, interval) {
	if (estimate === null || interval === null) return quantity(null, "J");
	const text = quantity(estimate, "J");
	const own = text.slice(text.indexOf(" "));
	return `${text} [${interval.map((x) => quantity(x, "J")).map((x) => x.endsWith(own) ? x.slice(0, -own.length) : x).join(" … ")}]`;
}
const COLUMNS = [
	{
		name: "gross [95 %]",
		of: (p) => joules(p.grossJoules, p.interval95)
	},
	{
		name: "net [95 %]",
		of: (p) => joules(p.netJoules, p.netInterval95)
	},
	{
		name: "gross",
		of: (p) => p.grossWattHours === null ? DASH : wattHours(p.grossWattHours),
		right: true
	},
	{
		name: "mean",
		of: (p) => unit(p.meanWatts, "W"),
		right: true
	},
	{
		name: "time",
		of: (p) => unit(p.seconds, "s"),
		right: true
	},
	{
		name: "count",
		of: (p) => String(p.count),
		right: true
	},
	{
		name: "tokens/J",
		of: (p) => unit(p.grossTokensPerJoule, ""),
		right: true
	},
	{
		name: "",
		of: (p) => p.validity.status
	}
];
/** A row for each phase; the column of tokens only where some are told. */
function table$1(phases) {
	const entries = Object.entries(phases);
	if (entries.length === 0) return [];
	const told = entries.some(([, p]) => p.tokens !== void 0);
	const columns = COLUMNS.filter((c) => told || c.name !== "tokens/J");
	const rows = [["phase", ...columns.map((c) => c.name)], ...entries.map(([name, p]) => [oneLine(name), ...columns.map((c) => c.of(p))])];
	const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
	const right = [false, ...columns.map((c) => c.right === true)];
	return rows.map((r) => `  ${r.map((cell, i) => right[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])).join("  ")}`.trimEnd());
}
/** What stands under the table: which board, what the intervals are made of, what the fit left over. */
function notes(r) {
	const boards = boardsOf(r.phases);
	const nameOf = (channel) => codeSpan(r.channels?.[channel]?.label ?? channel);
	const alike = new Set(Object.values(r.channels ?? {}).map((c) => c.label)).size < Object.keys(r.channels ?? {}).length;
	const shares = Object.entries(r.phases).filter(([, p]) => p.shares !== void 0);
	const left = Object.entries(r.channels ?? {}).flatMap(([channel, c]) => c.unaccounted === void 0 ? [] : [`${codeSpan(channel)} ${unaccountedText(c.unaccounted)}`]);
	const whole = r.sensor.unaccounted === void 0 ? [] : [unaccountedText(r.sensor.unaccounted)];
	const unaccounted = left.length > 0 ? left : whole;
	return [
		...r.idle.watts !== null && r.idle.watts > 0 ? [`net: gross less idle power, ${digits(r.idle.watts)} W × time`] : [],
		...[...boards ?? []].map(([phase, used]) => `${oneLine(phase)} ran on ${used.map((c) => alike ? codeSpan(c) : nameOf(c)).join(", ")}`),
		...shares.map(([name, p]) => `${oneLine(name)}, net interval: ${sharesText(p.shares)}`),
		...unaccounted.length > 0 ? [`left over by the fit: ${unaccounted.join(", ")}`] : []
	];
}
/** Every reason of the whole once, with its meaning and what to do. */
function validity({ validity: { status, reasons }, phases }) {
	if (status === "ok") return [];
	const of = (code) => {
		const names = Object.entries(phases).flatMap(([name, p]) => p.validity.reasons.includes(code) ? [oneLine(name)] : []);
		const where = names.length > 0 ? ` (${names.join(", ")})` : "";
		const meaning = meaningOf(code);
		return meaning === null ? `${code}${where}` : `${code}${where}: ${meaning}; ${FINDINGS[code].fix}`;
	};
	return [`${status}: ${reasons.join(", ")}`, ...reasons.map((code) => `  ${of(code)}`)];
}
function co2eLines({ gPerKwh, source, phases }) {
	return [`CO₂e at ${gPerKwh} g/kWh, source ${codeSpan(source)}`, ...Object.entries(phases).map(([name, p]) => `  ${oneLine(name).padEnd(16)} ${grams(p.grossGrams).padEnd(14)}  net ${grams(p.netGrams)}`)];
}
/** A measurement as a person reads it: a table of phases, then what must be known beside it. */
function measureSummary(r) {
	const indent = (line) => `  ${line}`;
	return [
		...r.meter === "estimate" ? ["estimated (CPU time × watts)"] : [],
		...table$1(r.phases),
		...notes(r).map(indent),
		...validity(r).map(indent),
		...(r.remarks ?? []).map(indent),
		...r.co2e ? co2eLines(r.co2e) : []
	].join("\n");
}
// src/cli/verbs/measure.ts
const KINDS = [
	"auto",
	"nvml",
	"amd",
	"rapl",
	"jetson",
	"estimate"
];
function meterOf(text, io) {
	if (text.startsWith("replay:")) return {
		kind: "replay",
		samples: resolve(io.cwd, text.slice(7))
	};
	const kind = KINDS.find((k) => k === text);
	if (!kind) throw new JouleGateError("usage", `--meter ${text} is not known`, `write ${KINDS.join(", ")} or replay:SAMPLES`);
	return {
		kind,
		signal: io.signal,
		onProgress: (line) => io.remark(line)
	};
}
/** Both halves of the intensity or neither; said before anything is measured. */
function intensityFrom(gPerKwh, source) {
	if (gPerKwh === void 0 && source === void 0) return null;
	if (gPerKwh === void 0 || source === void 0) throw new JouleGateError("usage", "--co2e and --co2e-source belong together", "give both: --co2e G_PER_KWH --co2e-source \"where the number comes from\"");
	const value = gPerKwh.trim() === "" ? NaN : Number(gPerKwh);
	if (Number.isNaN(value)) throw new JouleGateError("usage", `--co2e ${JSON.stringify(gPerKwh)} is no number`, "give the grams of CO₂e per kWh of your grid, 0 or more");
	return intensityOf(value, source);
}
/** Two outputs into one file would leave one of them. */
function requireDifferent(outputs, file) {
	const seen = /* @__PURE__ */ new Map();
	for (const [option, name] of Object.entries(outputs)) {
		if (name === void 0) continue;
		const other = seen.get(file(name));
		if (other !== void 0 && !name.startsWith("/dev/")) throw new JouleGateError("usage", `${other} and ${option} both write ${name}`, "give each a file of its own");
		seen.set(file(name), option);
	}
}
/** `joulegate measure`: phase energy of any program that prints markers, or of stored samples and edges. */
function measureVerb(program, io, setExit) {
	program.command("measure").description("phase energy of any program that prints markers, or of stored samples").argument("[command...]", "the command and its arguments, after --").option("--meter <meter>", "auto, nvml, amd, rapl, jetson, estimate or replay:SAMPLES", "auto").option("--markers <where>", "stdout, fd:N or file:EDGES", "stdout").option("--samples <file>", "keep the raw samples (and FILE.edges.jsonl); an invalid measurement always keeps them, as OUT.samples.jsonl").requiredOption("--out <file>", "where the JSON goes").option("--plot <file.svg>", "draw samples, fitted power, phases and residuals; of stored samples too").option("--co2e <g-per-kwh>", "adds CO₂e at so many grams per kWh; there is no default").option("--co2e-source <text>", "where that number comes from (needed with --co2e)").option("--json", "print the JSON too").addHelpText("after", "\nThe exit status is the command's own; 0 for a replay. docs/measure.md explains the marker lines.\n\nExample:\n  joulegate measure --out energy.json -- python3 client.py\n  joulegate measure --meter replay:samples.jsonl --markers file:edges.jsonl --out energy.json --plot power.svg").action(async (command, o) => {
		const co2e = intensityFrom(o.co2e, o.co2eSource);
		const file = (name) => resolve(io.cwd, name);
		requireDifferent({
			"--out": o.out,
			"--samples": o.samples,
			"--plot": o.plot
		}, file);
		const options = {
			meter: meterOf(o.meter, io),
			markers: o.markers.startsWith("file:") ? `file:${file(o.markers.slice(5))}` : o.markers,
			out: file(o.out),
			...co2e ? { co2e } : {},
			...command.length > 0 ? { command } : {},
			...o.samples ? { samplesOut: file(o.samples) } : {},
			...o.plot ? { plot: {
				file: file(o.plot),
				draw: plot
			} } : {}
		};
		const { result, exitStatus } = await measure$1(options);
		if (o.json) io.out(JSON.stringify(result, null, 2));
		else io.remark(measureSummary(result));
		if (exitStatus !== 0) io.remark(`the command ended with status ${exitStatus}`);
		setExit(exitStatus);
	});
}
// src/model/memory.ts
/** Asks llama.cpp for its GPU's memory, else the host's. @throws JouleGateError `engine-failed`, `runtime-missing` */
async function modelMemory() {
	const llama = await llamaOn("auto");
	if (llama.gpu === false) return {
		of: "host",
		name: "host memory",
		bytes: totalmem()
	};
	const { total } = await llama.getVramState();
	return {
		of: "gpu",
		name: (await llama.getGpuDeviceNames()).join(", "),
		bytes: total
	};
}
// src/cli/verbs/models.ts
/** The context that memory is computed for: the longest default of a configuration. */
const CONTEXT = 8192;
const HELP$3 = `
The ten models of the study (arXiv 2602.05712) as presets: "model: { preset: NAME }" in a configuration or a matrix.
Memory needed is computed (the file, a KV cache of f16 for ${CONTEXT} tokens, and a guess for buffers), not measured.

Example:
  joulegate models`;
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
function lines(preset, memory) {
	const needed = memoryNeeded(preset, Math.min(CONTEXT, preset.context));
	const fits = memory === null ? "memory unknown" : needed <= memory.bytes ? "fits" : "does not fit";
	return [
		`${preset.name.padEnd(20)} ${preset.title}, ${preset.quantisation}, file about ${gigabytes(preset.bytes)}, needs ${gigabytes(needed)}: ${fits}`,
		`  ${preset.uri}${preset.address === "unverified" ? "  (the file of this repository could not be verified)" : ""}`,
		`  ${preset.style}, ends at ${preset.endTokens.join(" ")}, context ${preset.context}${preset.reasons ? ", thinks before it answers" : ""}, licence ${preset.licence}`,
		`  run by us: ${preset.run.length > 0 ? preset.run.join(", ") : "no"}`
	];
}
/** `joulegate models`: the catalogue, and what of it fits this machine. */
function modelsVerb(program, io) {
	program.command("models").description("the study's models as presets, and what fits this machine").option("--json", "print JSON").addHelpText("after", HELP$3).action(async (o) => {
		const memory = await modelMemory().catch((error) => {
			if (!(error instanceof JouleGateError)) throw error;
			io.remark(`the memory of this machine is not known: ${error.message}`);
			return null;
		});
		if (o.json) {
			const presets = PRESETS.map((p) => {
				const needed = memoryNeeded(p, Math.min(CONTEXT, p.context));
				return {
					...p,
					memoryNeededBytes: needed,
					fits: memory === null ? null : needed <= memory.bytes
				};
			});
			io.out(JSON.stringify({
				memory,
				presets
			}, null, 2));
			return;
		}
		const here = memory === null ? "" : `${memory.of === "gpu" ? `GPU ${memory.name}` : "No GPU that llama.cpp can use; host memory"}: ${gigabytes(memory.bytes)}\n\n`;
		io.out(here + PRESETS.map((p) => lines(p, memory).join("\n")).join("\n"));
		io.out("\nNone of these was run by us on a GPU, and no address could be tried from where they were listed: the names come from public code.");
	});
}
// src/analysis/qualify/gate.ts
/**
* A gate on energy per task through the decision itself: looks at so many of the drawn pairs, arms that are decided
* stop. `drawn`: of each arm as many pairs as `sides.most`.
*/
function gateOf(sides, drawn) {
	const c = {
		...sides,
		baseArms: {},
		headArms: {}
	};
	const rows = /* @__PURE__ */ new Map();
	let open = [...drawn.keys()];
	const decided = () => judge(c, [...rows.values()], false);
	for (let n = nextLook(0, c.most); n !== null && open.length > 0; n = nextLook(n, c.most)) {
		for (const arm of open) {
			const pairs = drawn.get(arm).slice(0, n);
			c.baseArms[arm] = pairs.map((p, block) => ({
				...p.base,
				block
			}));
			c.headArms[arm] = pairs.map((p, block) => ({
				...p.head,
				block
			}));
			rows.set(arm, metricRow(c, ENERGY, arm));
		}
		if (decided().verdict === "regressed") break;
		open = open.filter((arm) => rows.get(arm).metric.verdict === "inconclusive");
	}
	const { verdict, control } = decided();
	const metrics = [...rows.values()].map((r) => r.metric);
	return {
		verdict,
		blocks: metrics.reduce((all, m) => all + (m.blocks ?? 0), 0) / metrics.length,
		control,
		metrics
	};
}
// src/analysis/qualify/rate.ts
/** The value below which a share `q` of the sorted `values` lies. */
const quantile = (values, q) => values[Math.min(values.length - 1, Math.floor(q * values.length))];
/**
* A share over several sets of gates, `hits[i]` of `each`, each set drawn from blocks of its own resampling. Its
* interval holds both the luck of drawing (exact, Clopper and Pearson 1934, of all gates) and that of which blocks were
* measured (the middle of the sets' own shares; Efron 1979): the wider of the two on either side.
*/
function rateOf(hits, each, level) {
	const all = hits.reduce((a, b) => a + b, 0);
	const gates = hits.length * each;
	const [lo, hi] = shareInterval(all, gates, level);
	const shares = hits.map((h) => h / each).sort((a, b) => a - b);
	return {
		share: all / gates,
		interval: [Math.min(lo, quantile(shares, level / 2)), Math.max(hi, quantile(shares, 1 - level / 2))]
	};
}
// src/analysis/qualify/scenarios.ts
/** All joules of a block, with their errors, times `factor`; `phases` picks some. */
function scaled(b, factor, phases) {
	const joules = { ...b.joules };
	const errors = { ...b.errors };
	for (const phase of phases) {
		const own = joules[phase];
		joules[phase] = own === null ? null : own * factor;
		errors[phase] *= factor;
	}
	return {
		...b,
		joules,
		errors
	};
}
const dearer = (change) => ({
	name: "joules",
	change,
	into: (b) => scaled(b, 1 + change, [
		"prefill",
		"decode",
		"check"
	])
});
/** Answers that are longer by a share: every step costs what that block's steps cost. */
const longer = (change) => ({
	name: "output-tokens",
	change,
	into: (b) => ({
		...scaled(b, 1 + change, ["decode"]),
		outputTokens: b.outputTokens * (1 + change),
		decodeSteps: b.decodeSteps * (1 + change)
	})
});
/** A subject against itself, and regressions that are known. */
const INJECTIONS = [
	{
		name: "nothing",
		change: 0,
		into: (b) => b
	},
	dearer(.02),
	dearer(.05),
	dearer(.1),
	longer(.1)
];
// src/analysis/qualify/index.ts
/** Sets of gates, each from a resampling of the blocks, and gates of each set: 1,000 gates a scenario. */
const SETS = 50;
const GATES = 20;
/** Draws with replacement; sides of a subject against itself are swapped at random, since neither is the dearer one. */
function drawn(from, n, random) {
	return Array.from({ length: n }, () => from[Math.floor(random() * from.length)]);
}
function scenario(c, measured, { name, change, into }, seed) {
	const random = seeded(seed);
	const count = {
		regressed: [],
		passed: [],
		undecided: []
	};
	let blocks = 0;
	for (let set = 0; set < SETS; set++) {
		const resampled = new Map([...measured].map(([arm, of]) => [arm, drawn(of, of.length, random)]));
		const here = {
			regressed: 0,
			passed: 0,
			undecided: 0
		};
		for (let g = 0; g < GATES; g++) {
			const end = gateOf(c, new Map([...resampled].map(([arm, of]) => [arm, drawn(of, c.most, random).map(({ base, head }) => {
				const [b, h] = random() < .5 ? [base, head] : [head, base];
				return {
					base: b,
					head: into(h)
				};
			})])));
			blocks += end.blocks / 1e3;
			if (end.verdict === "regressed") here.regressed++;
			else if (end.verdict === "inconclusive") here.undecided++;
			else here.passed++;
		}
		for (const key of [
			"regressed",
			"passed",
			"undecided"
		]) count[key].push(here[key]);
	}
	const rate = (hits) => rateOf(hits, GATES, c.levels.interval);
	return {
		name,
		change,
		gates: 1e3,
		regressed: rate(count.regressed),
		passed: rate(count.passed),
		undecided: rate(count.undecided),
		meanBlocks: blocks
	};
}
/** The smallest rise that the largest gate calls with the power of the levels, of its noisiest arm. */
function smallest(c, noise) {
	const rule = {
		levels: c.levels,
		tests: noise.length,
		most: c.most
	};
	const callable = (sd, arm) => {
		const limit = Math.log1p(c.thresholds[ENERGY.id][arm].increase);
		const effect = {
			estimate: 0,
			standardError: sd / Math.sqrt(c.most),
			df: c.most - 1,
			blocks: c.most
		};
		return Math.expm1(smallestCallable(effect, limit, rule, c.levels.power));
	};
	const worst = (pick) => Math.max(...noise.map((n) => callable(pick(n), n.arm)));
	if (noise.length === 0) return null;
	return {
		change: worst((n) => n.sd),
		interval: [worst((n) => n.interval[0]), worst((n) => n.interval[1])],
		power: c.levels.power,
		blocks: c.most
	};
}
/**
* What the gate says on a runner, of a subject that was measured against itself, interleaved (`base` and `head`): false
* alarms, and power against known regressions that are put into those very blocks. Gates are drawn from the measured
* pairs of blocks with replacement and go through the product's own decision on energy per task, so they say nothing
* of a drift that differs between measurements. Pure, and equal for an equal seed. `null` with fewer than
* `LEAST_PAIRS` pairs of an arm that gates, or where none does.
*/
function qualify(base, head, options) {
	const c = sidesOf(base, head, options);
	const measured = pairsOf(c);
	const least = Math.min(...[...measured.values()].map((of) => of.length));
	if (measured.size === 0 || least < 6) return null;
	const arms = [...measured.keys()];
	const increase = (arm) => c.thresholds[ENERGY.id][arm].increase;
	const thresholds = Object.fromEntries(arms.map((arm) => [arm, { increase: increase(arm) }]));
	const sides = {
		...c,
		thresholds: { [ENERGY.id]: thresholds }
	};
	const noise = arms.map((arm) => noiseOf(arm, measured.get(arm), c.levels.interval));
	return {
		schemaVersion: 1,
		createdAt: head.createdAt ?? "",
		commit: head.commit ?? null,
		environment: head.environment,
		meter: {
			kind: head.meter.kind,
			estimated: head.meter.estimated
		},
		workload: {
			name: head.workload.name,
			digest: head.workload.digest
		},
		thresholds: Object.fromEntries(arms.map((arm) => [arm, increase(arm)])),
		blocks: least,
		seconds: options.seconds,
		noise,
		scenarios: INJECTIONS.map((injection, i) => scenario(sides, measured, injection, options.seed + i)),
		smallestVisibleChange: smallest(sides, noise)
	};
}
// src/gate/qualify.ts
/** Gates that are drawn from the same blocks are the same gates. */
const SEED = 20260205;
/**
* Measures a configuration's subject against itself, interleaved as base and head of a gate are, and tests the gate on
* those blocks. @throws JouleGateError `too-few-blocks` where the budget has room for too few, or nothing gates
*/
async function qualifyGate(config, request) {
	const { blocks, commit, journal, signal, onProgress } = request;
	const specs = ["base", "head"].map((name) => ({
		name,
		config
	}));
	const { session, close } = await openSession(planOf(config), specs, {
		commit,
		journal,
		onProgress,
		...signal ? { signal } : {}
	});
	try {
		const { seconds, joules } = config.budget;
		await runUpTo(session, {
			blocks,
			budget: {
				seconds,
				joules
			}
		}, onProgress);
		const [base, head] = session.results();
		onProgress(`${session.blocks} blocks of each side; drawing gates from them`);
		const found = qualify(base, head, {
			...compareOptions(config),
			most: mostBlocks(config),
			seconds: session.spent.seconds,
			seed: SEED
		});
		if (found) return found;
		throw new JouleGateError("too-few-blocks", `${session.blocks} block(s) with joules say too little of a gate on energy per task`, `give it time for 6 or more ("--seconds"), fewer tasks, and a threshold "energy-per-task: {increase: …}"`);
	} finally {
		await close();
	}
}
// src/cli/qualification-summary.ts
const rate = ({ share: of, interval: [lo, hi] }) => `${tenth(of)} (${tenth(lo)} to ${tenth(hi)})`;
const WHAT = {
	nothing: () => "nothing changed",
	joules: (change) => `+${tenth(change)} joules`,
	"output-tokens": (change) => `+${tenth(change)} output tokens`
};
/** A qualification in a few lines for a terminal. */
function qualificationSummary(q) {
	const smallest = q.smallestVisibleChange;
	return [
		`${q.workload.name}, ${q.blocks} blocks of the subject against itself in ${Math.round(q.seconds)} s, meter ${q.meter.kind}${estimatedNote$1(q.meter.estimated)}`,
		...q.noise.map((n) => `  ${n.arm}: the two blocks of a pair differ by ${rate({
			share: n.sd,
			interval: n.interval
		})}`),
		...q.scenarios.map((s) => `  ${WHAT[s.name](s.change)}: regressed in ${rate(s.regressed)}, passed in ${tenth(s.passed.share)}, undecided in ${tenth(s.undecided.share)} of ${s.gates} gates, after ${s.meanBlocks.toFixed(1)} blocks`),
		smallest === null ? "  the smallest rise that it can call cannot be told" : `  the smallest rise that ${smallest.blocks} blocks call in ${tenth(smallest.power)}: ${rate({
			share: smallest.change,
			interval: smallest.interval
		})}`
	].join("\n");
}
// src/cli/verbs/qualify.ts
/** More blocks tell the noise better; 40 tell it to 16 % or so. */
const BLOCKS = 40;
function numberOf$1(text, option, least) {
	if (text === void 0) return null;
	const value = Number(text);
	if (Number.isFinite(value) && value >= least) return value;
	throw new JouleGateError("usage", `${option} is ${text}`, `give a number of ${least} or more`);
}
/** `joulegate qualify`: the gate tested on this runner. */
function qualifyVerb(program, io) {
	measuring(program.command("qualify").description("test the gate on this runner: false alarms, power against known regressions, smallest visible change")).option("--seconds <n>", "time to measure in, in place of the budget's").option("--blocks <n>", "blocks a side at most", String(BLOCKS)).option("--out <file.json>", `where it goes; a gate looks for ${QUALIFICATION_FILE} beside its configuration`).option("--resume", "continue one that was killed: the blocks in its journal count, the rest is measured").addHelpText("after", "\nThe subject is measured against itself, interleaved as base and head are; a thousand gates of each kind are then drawn\nfrom those blocks: nothing changed (false alarms), +2, +5 and +10 % on the joules, and answers that are 10 % longer.\n\nExample:\n  joulegate qualify --config joulegate.yml --seconds 1200").action(async (o) => {
		const seconds = numberOf$1(o.seconds, "--seconds", 1);
		const blocks = Math.floor(numberOf$1(o.blocks, "--blocks", 1));
		const loaded = await configOf(o, io);
		const config = seconds === null ? loaded : {
			...loaded,
			budget: {
				...loaded.budget,
				seconds
			}
		};
		const out = o.out === void 0 ? join(config.directory, QUALIFICATION_FILE) : resolve(io.cwd, o.out);
		const claim = await claimOutput(out);
		const journalPath = `${claim.file ?? join(io.cwd, "joulegate-qualification.json")}.journal.jsonl`;
		const found = await withJournal(journalPath, io.progress, async (journal) => {
			const commit = await commitOf(io);
			const q = await qualifyGate(config, {
				blocks,
				commit,
				journal,
				signal: io.signal,
				onProgress: io.progress
			});
			io.done();
			await claim.write(jsonText(q));
			return q;
		}, { resume: o.resume === true });
		io.out(`${qualificationSummary(found)}\nwrote ${out}`);
	});
}
// src/cli/verbs/report.ts
/** What can be written to a file; a terminal's lines are `compare`'s own. */
const FORMATS$1 = [
	"markdown",
	"html",
	"json"
];
/** `joulegate report`: Markdown, HTML or JSON from a Comparison. */
function reportVerb(program, io) {
	program.command("report").description("write Markdown, HTML or JSON from a Comparison").argument("<comparison.json>").addOption(new Option("--format <format>").choices(FORMATS$1).default("markdown")).option("--out <file>", "a file instead of standard output").addHelpText("after", "\nExample:\n  joulegate report comparison.json --format html --out report.html").action(async (file, o) => {
		const path = resolve(io.cwd, file);
		const claim = o.out === void 0 ? null : await claimOutput(resolve(io.cwd, o.out), [path]);
		const comparison = readComparison(await readJson(path), path);
		const text = RENDERERS[o.format](comparison);
		if (claim) await claim.write(text);
		else await io.deliver(text);
	});
}
// src/cli/verbs/run.ts
/** `joulegate run`: measure a workload, write a RunResult. */
function runVerb(program, io) {
	measuring(program.command("run").description("measure a workload and write a RunResult JSON")).requiredOption("--out <result.json>", "where the result goes").option("--resume", "continue a run that was killed: the blocks in its journal count, the rest is measured").option("--json", "print the result too").addHelpText("after", "\nExample:\n  joulegate run --config joulegate.yml --out head.json\n  joulegate run --config joulegate.yml --arms plain --tasks HumanEval/10,HumanEval/12 --out quick.json").action(async (o) => {
		const out = resolve(io.cwd, o.out);
		const claim = await claimOutput(out);
		const config = await configOf(o, io);
		const journalPath = claim.file === null ? join(io.cwd, "joulegate-run.journal.jsonl") : `${claim.file}.journal.jsonl`;
		const result = await withJournal(journalPath, io.progress, async (journal) => {
			const [measured] = await measure([{
				name: "head",
				config
			}], {
				commit: await commitOf(io),
				journal,
				onProgress: io.progress,
				signal: io.signal
			});
			io.done();
			assertRunResult(measured, "the result just measured");
			await claim.write(jsonText(measured));
			return measured;
		}, { resume: o.resume === true });
		io.out(o.json ? JSON.stringify(result, null, 2) : `${runSummary(result, config.co2e)}\nwrote ${out}`);
	});
}
// src/report/csv-cell.ts
/** A cell as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvCell(value) {
	if (typeof value !== "string") return String(value ?? "");
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}
// src/report/study/csv.ts
const HEAD$1 = [
	"table",
	"model",
	"workload",
	"arm",
	"rule",
	"quantity",
	"value",
	"lo",
	"hi",
	"why",
	"source"
];
const WORDS = [
	"model",
	"workload",
	"arm",
	"rule",
	"result",
	"scoreName",
	"validity",
	"interval",
	"nulls",
	"source"
];
const cells = ({ cells: all }) => all.flatMap((c) => Object.entries(c).flatMap(([key, value]) => {
	if (WORDS.includes(key)) return [];
	const own = [
		"cell",
		c.model,
		c.workload,
		c.arm,
		c.rule,
		key,
		value
	];
	const source = c.source.estimated ? `${c.source.meter} (estimated)` : c.source.meter;
	return [[
		...own,
		...c.interval[key] ?? [null, null],
		c.nulls[key],
		source
	]];
}));
const amplification$1 = ({ amplification: all }) => all.flatMap((a) => [
	[
		"amplification",
		a.model,
		a.long,
		"plain",
		null,
		"ratio",
		a.ratio,
		...a.ratioInterval ?? [null, null]
	],
	[
		"amplification",
		a.model,
		a.long,
		"plain",
		null,
		"predictedRatio",
		a.predictedRatio
	],
	[
		"amplification",
		a.model,
		null,
		"plain",
		null,
		"slope",
		a.slope,
		...a.interval ?? [null, null],
		a.why
	],
	[
		"amplification",
		a.model,
		null,
		"plain",
		null,
		"predicted",
		a.predicted
	]
]);
const suppression$1 = ({ suppression: all }) => all.flatMap((s) => {
	const own = [
		"suppression",
		s.model,
		s.workload,
		"suppressed",
		s.rule
	];
	return [
		[
			...own,
			"saving",
			s.saving,
			...s.interval ?? [null, null],
			s.why
		],
		[
			...own,
			"decodeSaving",
			s.decodeSaving
		],
		...Object.entries(s.againstStopStrings ?? {}).map(([preset, x]) => [
			...own,
			`savingAgainst:${preset}`,
			x,
			...s.againstStopStringsInterval?.[preset] ?? [null, null]
		])
	];
});
/** A study as CSV, one line a value; what is not known is empty, with the reason behind it. */
const studyCsv = (study) => [
	HEAD$1,
	...cells(study),
	...amplification$1(study),
	...suppression$1(study)
].map((row) => `${HEAD$1.map((_h, i) => csvCell(row[i])).join(",")}\n`).join("");
// src/report/study/pictures.ts
const PHASES = coloursOf(["prefill", "decode"]);
const px = (x) => String(Math.round(10 * x) / 10);
const label = (x, y, text, cls = "") => `<text${cls === "" ? "" : ` class="${cls}"`} x="${px(x)}" y="${px(y)}">${escapeHtml(text)}</text>`;
const PICTURE_STYLE = "svg{max-width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:currentColor}svg .n{text-anchor:end}svg .t{text-anchor:middle}svg .axis{stroke:currentColor;stroke-opacity:.5;fill:none}svg .grid{stroke:currentColor;stroke-opacity:.15}svg .fit{stroke:#c2185b;stroke-width:1.5;fill:none}svg .predicted{stroke:currentColor;stroke-dasharray:4 3;fill:none}";
const svg = (width, height, title, body) => `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(title)}">${body}</svg>`;
const BAR = {
	left: 300,
	width: 420,
	row: 22,
	height: 14,
	right: 180
};
/** Prefill's and decode's share of each plain cell as a bar, its joules beside it; '' where none is resolvable. */
function sharesPicture({ cells }) {
	const rows = cells.filter((c) => c.arm === "plain" && c.prefillShare !== null);
	if (rows.length === 0) return "";
	const bar = (c, i) => {
		const y = 8 + i * BAR.row;
		const prefill = BAR.width * Math.min(1, Math.max(0, c.prefillShare));
		const joules = `${quantity(c.joulesPerInference, "J")}${c.source.estimated ? " (estimated)" : ""}`;
		return [
			label(BAR.left - 8, y + 11, `${c.model}, ${c.workload}`, "n"),
			`<rect x="${BAR.left}" y="${y}" width="${px(prefill)}" height="${BAR.height}" fill="${PHASES.get("prefill")}"/>`,
			`<rect x="${px(BAR.left + prefill)}" y="${y}" width="${px(BAR.width - prefill)}" height="${BAR.height}" fill="${PHASES.get("decode")}"/>`,
			label(BAR.left + BAR.width + 8, y + 11, joules)
		].join("");
	};
	const width = BAR.left + BAR.width + BAR.right;
	return svg(width, 12 + rows.length * BAR.row, "Share of prefill and decode", rows.map(bar).join(""));
}
const PLOT = {
	left: 70,
	top: 26,
	width: 560,
	height: 200,
	bottom: 44,
	right: 190,
	legend: 18
};
const NAME = 24;
/** A model's decode J/token over context: a dot a task, the fitted line, and the predicted one dashed. */
function amplificationPicture(a) {
	const { points = [], slope, base, predicted } = a;
	if (slope === null || base === null || base === void 0 || points.length < 2) return "";
	const most = Math.max(...points.map((p) => p.context));
	const at = (rise, context) => base * (1 + rise * context / 1e3);
	const top = 1.1 * Math.max(at(slope, most), ...points.map((p) => p.joules), predicted ? at(predicted, most) : 0);
	const x = (context) => PLOT.left + PLOT.width * context / most;
	const y = (joules) => PLOT.top + PLOT.height * (1 - Math.max(0, joules) / top);
	const line = (rise, cls) => `<path class="${cls}" d="M${px(x(0))} ${px(y(at(rise, 0)))}L${px(x(most))} ${px(y(at(rise, most)))}"/>`;
	const [xs, ys] = [ticks(0, most, 6), ticks(0, top, 4)];
	const workloads = coloursOf([...new Set(points.map((p) => p.workload))]);
	const legend = [...workloads].map(([workload, colour], i) => {
		const [at, line] = [PLOT.left + PLOT.width + 16, PLOT.top + 8 + i * PLOT.legend];
		return `<circle cx="${at}" cy="${line}" r="4" fill="${colour}"/>${label(at + 9, line + 4, workload.length > NAME ? `${workload.slice(0, 23)}…` : workload)}`;
	});
	return svg(PLOT.left + PLOT.width + PLOT.right, PLOT.top + PLOT.height + PLOT.bottom, `Decode joules per token of ${a.model} over context`, [
		...legend,
		...ys.map((t) => `<path class="grid" d="M${PLOT.left} ${px(y(t))}h${PLOT.width}"/>${label(PLOT.left - 6, y(t) + 4, tickText(1e3 * t, 1e3 * ((ys[1] ?? 1) - ys[0])), "n")}`),
		...xs.map((t) => label(x(t), PLOT.top + PLOT.height + 16, tickText(t, (xs[1] ?? 1) - xs[0]), "t")),
		`<path class="axis" d="M${PLOT.left} ${PLOT.top}v${PLOT.height}h${PLOT.width}"/>`,
		label(PLOT.left - 6, PLOT.top - 10, "mJ", "n"),
		label(PLOT.left + PLOT.width / 2, PLOT.top + PLOT.height + 36, "context of a decoded token, tokens", "t"),
		...predicted ? [line(predicted, "predicted")] : [],
		line(slope, "fit"),
		...points.map((p) => `<circle cx="${px(x(p.context))}" cy="${px(y(p.joules))}" r="3.5" fill="${workloads.get(p.workload)}" fill-opacity=".8"/>`)
	].join(""));
}
// src/report/study/cells.ts
/** A value with its 95 % interval; where it is not known, why. */
function withInterval(c, key, unit) {
	const value = c[key];
	if (value === null || value === void 0) return c.nulls[key] ?? "not-resolvable";
	const i = c.interval[key];
	const show = (x) => quantity(x, unit);
	if (!i || show(i[0]) === show(i[1])) return show(value);
	return `${show(value)} [${show(i[0])} … ${show(i[1])}]`;
}
const armOf = (c) => c.rule === null ? "plain" : name(c.rule);
const sourceOf = ({ source }) => source.estimated ? "estimated" : name(source.meter);
const head = (c) => [
	name(c.model),
	name(c.workload),
	armOf(c)
];
const CELL = [
	"model",
	"workload",
	"arm"
];
/** What an inference takes. */
const energy = ({ cells }) => ({
	title: "Energy of an inference",
	note: "Means over all answers; joules are net of idle. In brackets the 95 % interval between blocks. A value that was not resolvable says so.",
	columns: [
		...CELL,
		"source",
		"tasks × blocks",
		"input tokens",
		"output tokens",
		"J per inference",
		"prefill share",
		"decode J/token",
		"tokens per J",
		"s"
	],
	left: 4,
	rows: cells.map((c) => [
		...head(c),
		sourceOf(c),
		`${c.tasks} × ${c.blocks}`,
		withInterval(c, "inputTokens", "token"),
		withInterval(c, "outputTokens", "token"),
		withInterval(c, "joulesPerInference", "J"),
		withInterval(c, "prefillShare", "1"),
		withInterval(c, "decodeJoulesPerToken", "J/token"),
		withInterval(c, "tokensPerJoule", "token"),
		withInterval(c, "secondsPerInference", "s")
	])
});
/** How good it is, and what a correct answer takes. */
const accuracy = ({ cells }) => ({
	title: "Energy of a correct answer",
	note: "J per correct answer is all joules ÷ answers that pass their tests.",
	columns: [
		...CELL,
		"score",
		"",
		"J per answer",
		"J per correct answer"
	],
	left: 3,
	rows: cells.map((c) => [
		...head(c),
		c.score === null ? c.nulls["score"] ?? "not-known" : quantity(c.score, "1"),
		c.scoreName === null ? "" : name(c.scoreName),
		withInterval(c, "joulesPerInference", "J"),
		withInterval(c, "joulesPerCorrect", "J")
	])
});
/** Babble under this share of the output is none to speak of. */
const BABBLER = .1;
/** Which models go on after a finished answer. */
const babble = ({ cells }) => ({
	title: "Babblers",
	note: `Plain answers, most babble first: tokens behind the first line end at which rule tests was content. From ${100 * BABBLER} % on a model is called a babbler here.`,
	columns: [
		"model",
		"workload",
		"babble",
		"J of babble per inference",
		"answers complete",
		"thoughts, tokens",
		""
	],
	left: 2,
	rows: cells.filter((c) => c.arm === "plain" && c.babbleShare !== null && c.babbleShare !== void 0).sort((a, b) => b.babbleShare - a.babbleShare).map((c) => [
		name(c.model),
		name(c.workload),
		quantity(c.babbleShare, "1"),
		c.babbleShare === 0 ? "none" : quantity(c.babbleJoules ?? null, "J"),
		`${c.complete} of ${c.answers}`,
		c.reasoningTokens ? digits(c.reasoningTokens) : "–",
		c.babbleShare >= BABBLER ? "babbler" : ""
	])
});
/** What a million tokens cost; no row without a price. */
const money$1 = ({ cells, pricePerKwh }) => ({
	title: "Money",
	note: `At ${pricePerKwh} per kWh, from prefill’s and decode’s own joules; electricity of what is metered alone.`,
	columns: [
		...CELL,
		"source",
		"per million input tokens",
		"per million output tokens"
	],
	left: 4,
	rows: pricePerKwh === null || pricePerKwh === void 0 ? [] : cells.map((c) => [
		...head(c),
		sourceOf(c),
		...[c.moneyPerMillionInput, c.moneyPerMillionOutput].map((x) => x === null || x === void 0 ? "not-resolvable" : digits(x))
	])
});
// src/report/study/words.ts
const share = (x) => x === null || x === void 0 ? "not-resolvable" : quantity(x, "1");
/** An interval of shares behind its value; nothing where there is none. */
const shares = (i) => i ? ` [${share(i[0])} … ${share(i[1])}]` : "";
const times = (x) => x === null || x === void 0 ? "–" : digits(x);
const percent = (x) => x === null || x === void 0 ? "–" : change(x, "relative");
const percents = (i) => i ? ` [${percent(i[0])} … ${percent(i[1])}]` : "";
// src/report/study/tables.ts
const amplification = ({ amplification: rows }) => ({
	title: "Amplification",
	note: "How decode J/token grows with context. The slope is over the value at context 0, per 1,000 tokens; the prediction says what it would be if joules went as the bytes of weights and KV cache that a token reads (by the model’s header). Joules of different workloads were metered one after the other: a drift between them is in no interval.",
	columns: [
		"model",
		"short → long",
		"long ÷ short",
		"predicted",
		"slope per 1,000 tokens",
		"predicted slope",
		"weights read",
		"KV per token",
		"layers with a window"
	],
	left: 2,
	rows: rows.map((a) => [
		name(a.model),
		a.short && a.long ? name(`${a.short} → ${a.long}`) : "one length of input",
		a.ratio === null ? "–" : `${times(a.ratio)}${a.ratioInterval ? ` [${times(a.ratioInterval[0])} … ${times(a.ratioInterval[1])}]` : ""}`,
		times(a.predictedRatio),
		a.slope === null ? a.why ?? "not-resolvable" : `${percent(a.slope)}${a.interval ? percents(a.interval) : " (too few tasks for an interval)"}`,
		percent(a.predicted),
		a.weightBytes === null || a.weightBytes === void 0 ? "not-known" : `${digits(a.weightBytes / 1e6)} MB`,
		a.kvBytes === null || a.kvBytes === void 0 ? "not-known" : `${digits(a.kvBytes / 1e3)} kB`,
		a.layers === void 0 ? "not-known" : `${a.windowedLayers} of ${a.layers}${a.window ? ` (${a.window} tokens)` : ""}`
	])
});
const tokenCost = ({ tokenCost: rows = [] }) => ({
	title: "First token against last token",
	note: "What the first decoded token of a mean answer costs, and the last, on the model’s line of amplification.",
	columns: [
		"model",
		"workload",
		"context",
		"first",
		"last",
		"rise"
	],
	left: 2,
	rows: rows.map((t) => [
		name(t.model),
		name(t.workload),
		`${digits(t.firstContext)} → ${digits(t.lastContext)}`,
		quantity(t.first, "J/token"),
		quantity(t.last, "J/token"),
		`${percent(t.rise)}${percents(t.interval)}`
	])
});
function suppression({ suppression: rows }) {
	const presets = [...new Set(rows.flatMap((s) => Object.keys(s.againstStopStrings ?? {})))];
	return {
		title: "What suppression saves",
		note: "Of joules per inference, checks included where the host is metered. Stop strings cost nothing, so a rule is worth what it saves beyond them.",
		columns: [
			"model",
			"workload",
			"rule",
			"saved against plain",
			...presets.map((p) => `against stop strings ${p}`),
			"of decode",
			"score, plain → suppressed",
			"false, missed stops"
		],
		left: 3,
		rows: rows.map((s) => [
			name(s.model),
			name(s.workload),
			name(s.rule),
			s.saving === null ? s.why ?? "not-resolvable" : `${share(s.saving)}${shares(s.interval)}`,
			...presets.map((p) => `${share(s.againstStopStrings?.[p])}${shares(s.againstStopStringsInterval?.[p])}`),
			share(s.decodeSaving),
			`${share(s.scorePlain)} → ${share(s.scoreSuppressed)}`,
			`${s.falseStops ?? 0}, ${s.missedStops ?? 0}`
		])
	};
}
const failed = ({ failed: rows }) => ({
	title: "What failed",
	note: "These units have no cells above. Start the same command again once what each says is mended.",
	columns: [
		"model",
		"workload",
		"code",
		"what",
		"fix"
	],
	left: 5,
	rows: rows.map((f) => [
		f.model,
		f.workload,
		f.code,
		f.message,
		f.fix ?? ""
	].map(name))
});
/** What is said of joules that no sensor measured, behind a table's title. */
function estimatedNote({ cells }) {
	const estimated = cells.filter((c) => c.source.estimated).length;
	return estimated === 0 ? "" : estimated === cells.length ? " (estimated)" : " (in part estimated)";
}
/** All tables of a study that have a row. */
function studyTables(study) {
	const note = estimatedNote(study);
	return [...[
		energy,
		accuracy,
		amplification,
		tokenCost,
		babble,
		suppression,
		money$1
	].map((of) => of(study)).map((t) => ({
		...t,
		title: `${t.title}${note}`
	})), failed(study)].filter((t) => t.rows.length > 0);
}
/** What stands before the tables. */
const studyNotes = ({ notes = [], cells }) => [...notes, ...[...new Set(cells.flatMap((c) => c.validity === "ok" ? [] : [`${c.model} on ${c.workload}: ${c.validity}`]))]];
// src/report/study/html.ts
const e = escapeHtml;
const show = (cell) => e(typeof cell === "string" ? cell : cell.foreign);
const note = (words) => `<p class="note">${e(words)}</p>`;
const tableSection = ({ title, note: words, columns, left, rows }) => section$2(e(title), `${note(words)}${wide(table$2(columns.map((c, i) => i < left ? text(c) : number(c)), rows.map((cells) => cells.map(show))))}`);
/** A study as one page with pictures: nothing is fetched, no script runs. */
function studyHtml(study) {
	const notes = studyNotes(study).map(e);
	const shares = sharesPicture(study);
	const lines = study.amplification.flatMap((a) => {
		const picture = amplificationPicture(a);
		return picture === "" ? [] : [`<h3>${e(a.model)}${a.estimated ? " (estimated)" : ""}</h3>${picture}`];
	});
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>JouleGate: a study</title><style>${STYLE$1}${PICTURE_STYLE}</style></head><body>
<h1>Energy of code generation: a study</h1>
${notes.length > 0 ? list$1(notes) : ""}
${shares === "" ? "" : section$2("Prefill and decode", `<p class="key note"><span class="p"></span>prefill<span class="d"></span>decode</p>${shares}`)}
${lines.length === 0 ? "" : section$2("Decode energy over context", `${note("A dot is a task; the line is fitted, the dashed one is what the model’s header predicts.")}${lines.join("")}`)}
${studyTables(study).map(tableSection).join("\n")}
</body></html>
`;
}
// src/report/study/markdown.ts
const section$1 = ({ title, note, columns, left, rows }) => [
	`## ${title}`,
	note,
	table$3(columns.map((c) => c || " "), columns.map((_c, i) => i < left ? "-" : ">").join(""), rows.map((cells) => cells.map((c) => md([c]))))
].join("\n\n");
/** A study's tables as Markdown. */
function studyMarkdown(study) {
	const notes = studyNotes(study).map(proseText);
	return `${[
		"# Energy of code generation: a study",
		...notes.length > 0 ? [list$2(notes)] : [],
		...studyTables(study).map(section$1)
	].join("\n\n")}\n`;
}
// src/study/matrix.ts
const invalid = (file, lines) => new JouleGateError("config-invalid", `${file} has mistakes:\n  ${lines.join("\n  ")}`, "mend each line named; the keys are explained in docs/study.md");
function doubled(names) {
	return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}
/** How tables call a workload. */
const labelOf = ({ name, label }) => label ?? name;
/** Checks a parsed matrix. @throws JouleGateError `config-invalid` */
function checkMatrix(value, file) {
	const errors = schemaErrors("matrix", value ?? {});
	if (errors.length > 0) throw invalid(file, explainErrors(errors));
	const matrix = value;
	const twice = [...doubled(matrix.models.map((m) => m.name)).map((n) => `models: two are named ${JSON.stringify(n)}`), ...doubled(matrix.workloads.map(labelOf)).map((n) => `workloads: two are named ${JSON.stringify(n)}; give each a "label"`)];
	if (twice.length > 0) throw invalid(file, twice);
	return {
		file,
		directory: dirname(file),
		value: matrix
	};
}
/**
* That a matrix brings no code and no server of its own into a pull request, where both come from the base branch
* alone: a study has no base. @throws JouleGateError `config-invalid`
*/
function requireHarmless({ file, value }, env) {
	if (!isPullRequest(env)) return;
	const { models, workloads, suppression, engine } = value;
	const found = [
		...workloads.flatMap((w) => w["checker"] === void 0 ? [] : [`workloads: ${labelOf(w)} has a checker`]),
		...(suppression?.rules ?? []).flatMap((r) => isModule(r) ? [`suppression.rules: ${r} is a rule module`] : []),
		...[engine, ...models.map((m) => m.engine)].flatMap((e) => e?.["url"] === void 0 ? [] : [`engine.url: ${String(e["url"])} is a server`])
	];
	if (found.length > 0) throw new JouleGateError("config-invalid", `in a pull request ${file} may bring no code and no server of its own:\n  ${found.join("\n  ")}`, "run this study on a branch of the repository (workflow_dispatch, push), or leave these out");
}
/** Reads a matrix file (YAML or JSON). @throws JouleGateError `config-unreadable`, `config-invalid` */
async function loadMatrix(path) {
	const file = resolve(path);
	return checkMatrix(await readConfigFile(file, "matrix", "give its path with --matrix; docs/study.md shows one"), file);
}
// src/study/forecast.ts
/** Characters of a token, and tokens that a prompt template adds: code in common vocabularies. */
const CHARACTERS_A_TOKEN = 3.3;
const TEMPLATE_TOKENS = 40;
const DEFAULT_CONTEXT = 8192;
/** Loading, warming up, idle power and grading, roughly: no joules of an answer. */
const SET_UP_SECONDS = 15;
/** Bytes of a parameter in Q4_K_M and its like (4.85 bits). */
const BYTES_A_PARAMETER = .606;
/** One thread of a CPU, as the 98 MB model of the benchmarks ran on it; a data-centre card, roughly. */
const CPU = {
	bytesPerSecond: 5e9,
	flops: 3e10,
	watts: 10,
	source: "a guess for one thread of a CPU"
};
const GPU = {
	bytesPerSecond: 4e11,
	flops: 2e13,
	watts: 250,
	source: "a guess for one NVIDIA card"
};
/** The machine that the matrix assumes, or a guess of this one. */
function machineOf({ forecast }) {
	if (forecast) return {
		bytesPerSecond: 1e9 * forecast["gigabytes-per-second"],
		flops: 0xe8d4a51000 * forecast.teraflops,
		watts: forecast.watts,
		source: "as the matrix says"
	};
	return existsSync("/dev/nvidia0") ? GPU : CPU;
}
/** Bytes of a model's file; of one that is not here as the catalogue has it, `null` where that does not know it. */
function modelBytes(model) {
	const path = model.builtin !== null ? practiceModel : model.path;
	if (path !== null) return statSync(path, { throwIfNoEntry: false })?.size ?? null;
	return presetOf(addressOf(model) ?? "")?.bytes ?? null;
}
/** Tasks, and tokens of a prompt, that a name stands for: what is assumed of data that is not here. Roughly. */
const NOMINAL = {
	humaneval: {
		tasks: 24,
		tokens: 180
	},
	"humaneval-full": {
		tasks: 164,
		tokens: 180
	},
	"humaneval-2-shot": {
		tasks: 24,
		tokens: 550
	},
	"humaneval-cot": {
		tasks: 24,
		tokens: 220
	},
	"longbench-cu": {
		tasks: 24,
		tokens: 5e3,
		text: true
	},
	"longbench-cu-long": {
		tasks: 24,
		tokens: 5e3,
		text: true
	}
};
/**
* What so many prompts take in so many arms, from the model's size: a prefill of n tokens 2·P·n operations (P
* parameters), a decoded token one reading of the W bytes of weights. Answers end earlier than they may, so it is
* rather too much. `null` where the size is unknown.
*/
function costOf({ config }, prompts, arms, machine) {
	const bytes = modelBytes(config.model);
	if (bytes === null) return null;
	const parameters = bytes / BYTES_A_PARAMETER;
	const { maxTokens } = config.sampling;
	const most = (config.context ?? DEFAULT_CONTEXT) - maxTokens;
	const answer = (tokens) => 2 * parameters * Math.max(1, Math.min(most, tokens)) / machine.flops + maxTokens * bytes / machine.bytesPerSecond;
	const seconds = config.repeats * arms * prompts.reduce((sum, tokens) => sum + answer(tokens), 0);
	return {
		seconds: seconds + SET_UP_SECONDS,
		joules: seconds * machine.watts
	};
}
/** What a unit takes whose tasks are known. */
function forecastOf(unit, machine) {
	const prompts = unit.tasks.map((task) => (task.prompt.length + unit.askedCharacters) / CHARACTERS_A_TOKEN + TEMPLATE_TOKENS);
	return costOf(unit.subjects[0], prompts, unit.subjects.length, machine);
}
/** The same of one whose data is not here, by its workload's name. */
function nominalForecast({ subjects }, machine) {
	const { config } = subjects[0];
	const nominal = NOMINAL[config.workload.name];
	if (nominal === void 0) return null;
	const prompts = Array.from({ length: config.workload.tasks?.length ?? nominal.tasks }, () => nominal.tokens);
	const arms = nominal.text ? subjects.filter((s) => s.rule === null).length : subjects.length;
	return costOf(subjects[0], prompts, arms, machine);
}
// src/model/gguf/windows.ts
/**
* How often a layer reads all of the context where a model has sliding windows, as llama.cpp has it (`set_swa_pattern`
* in src/models/*.cpp): every n-th layer does, the others read the window. A file's own
* `attention.sliding_window_pattern` goes before it.
*/
const PERIODS = {
	gemma2: 2,
	gemma3: 6,
	gemma3n: 5,
	cohere2: 4,
	exaone4: 4,
	olmo2: 4,
	plamo3: 8,
	smallthinker: 4,
	afmoe: 4,
	"gpt-oss": 2
};
/**
* Which layers read a window alone. llama.cpp reads no window of other architectures (Phi's is switched off there, pull
* request 13676; Llama's, Mistral's and Qwen2's are not read): all of their layers read everything.
* @param pattern the file's own: a period, or a flag a layer (repeated where it is shorter than the model)
*/
function windowedLayers(architecture, layers, pattern) {
	const known = PERIODS[architecture];
	const all = Array.from({ length: layers }, (_, i) => i);
	if (known === void 0) return all.map(() => false);
	if (Array.isArray(pattern) && pattern.length > 0) return all.map((i) => pattern[i % pattern.length] !== 0);
	const period = typeof pattern === "number" ? pattern : known;
	return all.map((i) => period === 0 || i % period < period - 1);
}
// src/model/gguf/shape.ts
const numberOf = (pairs, key) => {
	const value = pairs.get(key);
	return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
};
/** A number for each layer: of a list its own, of one number that. */
function perLayer(pairs, key, layers) {
	const value = pairs.get(key);
	if (Array.isArray(value)) return value.length < layers ? null : value.slice(0, layers);
	const one = numberOf(pairs, key);
	return one === null ? null : Array.from({ length: layers }, () => one);
}
/**
* Bytes of weights that one token reads: all tensors, but of the embedding one row (nothing, beside the rest) where the
* output has a matrix of its own, and of experts (`…_exps`) the share that is active. `null` where a tensor's type is
* newer than we are.
*/
function weightBytes(headers, active) {
	const tensors = headers.flatMap((h) => h.tensors);
	if (tensors.length === 0 || tensors.some((t) => t.bytes === 0)) return null;
	const tied = !tensors.some((t) => t.name === "output.weight");
	const share = (name) => {
		if (name === "token_embd.weight") return tied ? 1 : 0;
		if (name === "per_layer_token_embd.weight") return 0;
		return /_exps\.(weight|bias)$/.test(name) ? active : 1;
	};
	return tensors.reduce((sum, t) => sum + share(t.name) * t.bytes, 0);
}
/**
* What a decode step reads, by the headers of all files of a model (the first one has the metadata): layers, KV heads
* (`attention.head_count_kv`, grouped-query), `attention.key_length` and `value_length`, windows, and weights. `null`
* where the metadata do not say (no attention, or an architecture with keys of its own).
*/
function shapeOf(headers) {
	const [{ architecture, metadata } = {
		architecture: "",
		metadata: /* @__PURE__ */ new Map()
	}] = headers;
	const key = (name) => `${architecture}.${name}`;
	const layers = numberOf(metadata, key("block_count"));
	const heads = layers === null ? null : perLayer(metadata, key("attention.head_count"), layers);
	const kvHeads = layers === null ? null : perLayer(metadata, key("attention.head_count_kv"), layers) ?? heads;
	if (layers === null || heads === null || kvHeads === null) return null;
	const embedding = numberOf(metadata, key("embedding_length"));
	const byHeads = (i) => embedding === null || !heads[i] ? null : embedding / heads[i];
	const keyLength = numberOf(metadata, key("attention.key_length"));
	const valueLength = numberOf(metadata, key("attention.value_length"));
	const window = numberOf(metadata, key("attention.sliding_window"));
	const pattern = metadata.get(key("attention.sliding_window_pattern"));
	const windowed = windowedLayers(architecture, layers, typeof pattern === "number" || Array.isArray(pattern) ? pattern : void 0);
	const groups = /* @__PURE__ */ new Map();
	for (let i = 0; i < layers; i++) {
		const [k, v] = [keyLength ?? byHeads(i), valueLength ?? byHeads(i)];
		if (kvHeads[i] > 0 && (k === null || v === null)) return null;
		const layer = {
			kvValues: kvHeads[i] === 0 ? 0 : kvHeads[i] * (k + v),
			window: windowed[i] && window !== null && window > 0 ? window : null
		};
		const name = JSON.stringify(layer);
		groups.set(name, {
			...layer,
			count: (groups.get(name)?.count ?? 0) + 1
		});
	}
	const [experts, used] = [numberOf(metadata, key("expert_count")), numberOf(metadata, key("expert_used_count"))];
	const active = experts !== null && experts > 0 && used !== null ? used / experts : 1;
	return {
		layers: [...groups.values()],
		weightBytes: weightBytes(headers, active)
	};
}
/** `shapeOf` a model's files, in order. @throws LyingHeader, what `open` throws */
async function readShape(paths) {
	const headers = [];
	for (const path of paths) headers.push(await readHeader(path));
	return shapeOf(headers);
}
// src/study/measure-unit.ts
/** A rule's result with the plain arm that it shares with the others: both were measured in the same blocks. */
function withPlain(ruled, plain) {
	return {
		...ruled,
		arms: {
			...plain.arms,
			...ruled.arms
		},
		blocks: [...plain.blocks ?? [], ...ruled.blocks ?? []],
		validity: worstValidity([plain.validity, ruled.validity].filter((v) => v !== void 0))
	};
}
/** One result a rule, each with the plain arm; the plain one alone where there is no rule. */
function perRule(unit, measured) {
	const all = unit.subjects.map(({ rule }, i) => ({
		rule,
		result: measured[i]
	}));
	const plain = all.find((r) => r.rule === null);
	const rules = all.filter((r) => r.rule !== null);
	if (rules.length === 0 || plain === void 0) return all;
	return rules.map(({ rule, result }) => ({
		rule,
		result: withPlain(result, plain.result)
	}));
}
/** What a step of the model reads; `null` where its header does not say. */
async function shapeOfModel(unit, { onProgress }) {
	const { model } = unit.subjects[0].config;
	if (!isFile(model)) return null;
	const { path } = await locateModel(model, onProgress);
	return await readShape((await partsOf(path)).map((p) => p.path));
}
/**
* Measures a unit, plain decoding and all rules interleaved in one session, and keeps it. One that was broken off goes
* on after its last whole block. @throws JouleGateError of every room that is opened; the signal's reason
*/
async function measureUnit(unit, store, options) {
	const begin = performance.now();
	const arms = [...new Set(unit.subjects.flatMap((s) => s.arms))];
	const specs = unit.subjects.map((s) => ({
		name: s.name,
		arms: s.arms,
		config: {
			...s.config,
			arms
		}
	}));
	const path = store.journal(unit);
	const work = async (journal) => {
		const results = perRule(unit, await measure(specs, {
			...options,
			commit: null,
			journal
		}));
		for (const { rule, result } of results) assertRunResult(result, `${unit.id}, ${rule ?? "plain"}`);
		const shape = await shapeOfModel(unit, options);
		const seconds = (performance.now() - begin) / 1e3;
		await store.finish(unit, results, {
			digest: unit.digest,
			shape,
			seconds
		});
	};
	await withJournal(path, options.onProgress, work, { resume: existsSync(path) });
}
// src/study/prepare.ts
/**
* A model by its content; one behind an address by that, so that a finished unit needs no download; a server's by its
* name (and its engine, which is in the subject).
*/
async function modelKey(model, onProgress) {
	if (!isFile(model)) return { name: model.name };
	if (model.path === null && model.builtin === null) return {
		address: addressOf(model),
		sha256: model.sha256
	};
	return (await locateModel(model, onProgress)).sha256;
}
async function subjectKey({ rule, arms, config }) {
	const { file: _, ...prompt } = config.prompt;
	return {
		arms,
		prompt: {
			...prompt,
			template: await readTemplate(config.prompt)
		},
		sampling: config.sampling,
		context: config.context,
		engine: config.engine,
		suppression: {
			...config.suppression,
			...rule !== null && isAbsolute(config.suppression.rule) ? { rule: await sha256OfFile(config.suppression.rule) } : {}
		}
	};
}
/**
* Loads a unit's tasks and says what it is. @throws JouleGateError what the workload, the model or a prompt's file
* throws; `rule-invalid` where nothing of it can be measured
*/
async function prepare(unit, onProgress) {
	const [{ config }] = unit.subjects;
	const loaded = await loadWorkload({
		...config.workload,
		onProgress
	});
	const subjects = unit.subjects.filter((s) => s.rule === null || !isText(loaded));
	if (subjects.length === 0) throw new JouleGateError("rule-invalid", `no rule can tell when an answer to ${unit.workload} is complete, and no other arm is asked for`, "add \"plain\" to \"arms\"");
	const { meter, repeats, sandbox, expect } = config;
	const key = {
		workload: [loaded.name, loaded.digest],
		model: await modelKey(config.model, onProgress),
		subjects: await Promise.all(subjects.map(subjectKey)),
		plan: {
			meter,
			repeats,
			sandbox,
			expect
		}
	};
	return {
		...unit,
		subjects,
		tasks: loaded.tasks,
		askedCharacters: loaded.form?.raw.template.length ?? 0,
		notApplicable: unit.subjects.flatMap((s) => subjects.includes(s) || s.rule === null ? [] : [s.rule]),
		digest: sha256(canonicalJson(key))
	};
}
// src/study/plan.ts
/** A failure as the study records it. */
function failureOf({ model, workload }, error) {
	const own = {
		model,
		workload
	};
	if (error instanceof JouleGateError) return {
		...own,
		code: error.code,
		message: error.message,
		fix: error.fix
	};
	return {
		...own,
		code: "internal-error",
		message: error instanceof Error ? error.message : String(error)
	};
}
/**
* What of a study is done, and what is to be run: a unit counts as done where its record has the digest of what is
* asked for now and all its results are there. @throws the signal's reason
*/
async function planStudy(units, store, machine, { onProgress, signal }) {
	const planned = [];
	for (const unit of units) {
		signal?.throwIfAborted();
		try {
			const prepared = await prepare(unit, onProgress);
			const record = await store.record(unit);
			const results = record !== null && record.failed === null && record.digest === prepared.digest ? await store.results(record) : null;
			if (record !== null && record.failed === null && record.digest !== prepared.digest) onProgress(`${unit.model} on ${unit.workload} is another than what was measured here: it is measured anew`);
			planned.push(results === null ? {
				unit: prepared,
				state: "to-run",
				forecast: forecastOf(prepared, machine)
			} : {
				unit: prepared,
				state: "done",
				record,
				results
			});
		} catch (error) {
			signal?.throwIfAborted();
			const failure = failureOf(unit, error);
			const forecast = failure.code === "download-failed" ? nominalForecast(unit, machine) : null;
			planned.push({
				unit,
				state: "failed",
				failure,
				forecast
			});
		}
	}
	return planned;
}
// src/study/units.ts
/** A study is not cut short: how long it takes is said before. */
const NO_BUDGET = { seconds: 1e9 };
const DEFAULT_RULES = [
	"tests",
	"doctest",
	"syntax",
	"stop-strings"
];
/** A name as part of a file's name; what that leaves out is told by a digest. */
function slug(text) {
	const plain = text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+/, "");
	return plain === text ? plain : `${plain}-${sha256(text).slice(0, 8)}`;
}
function configValue(matrix, { prompt, context, engine, ...model }, workload, suppression) {
	const { label: _, "max-tokens": own, ...task } = workload;
	const known = Object.hasOwn(WORKLOADS, workload.name);
	const official = workload["official"] === true;
	const studyCap = known ? studyCapOf(workload.name, official) : void 0;
	const cap = own ?? matrix.sampling?.["max-tokens"] ?? studyCap;
	const asked = {
		...matrix.prompt,
		...prompt
	};
	const ownWords = official || known && WORKLOADS[workload.name].ownPrompt;
	const given = Object.fromEntries([
		"arms",
		"repeats",
		"meter",
		"sandbox",
		"environment"
	].flatMap((key) => matrix[key] === void 0 ? [] : [[key, matrix[key]]]));
	const size = context ?? matrix.context;
	return {
		...given,
		model,
		prompt: ownWords ? asked["style"] === void 0 || official ? {} : { style: asked["style"] } : asked,
		sampling: {
			...matrix.sampling,
			...cap === void 0 ? {} : { "max-tokens": cap }
		},
		...size === void 0 ? {} : { context: size },
		engine: {
			...matrix.engine,
			...engine
		},
		workload: task,
		suppression,
		budget: NO_BUDGET
	};
}
/** Every unit of a matrix, model by model. @throws JouleGateError `config-invalid`, naming the unit */
function unitsOf({ value: matrix, directory, file }) {
	const arms = ARMS.filter((arm) => (matrix.arms ?? ARMS).includes(arm));
	const { rules = DEFAULT_RULES, ...suppression } = matrix.suppression ?? {};
	return matrix.models.flatMap((model) => matrix.workloads.map((workload) => {
		const label = labelOf(workload);
		const config = (of) => checkConfig(configValue(matrix, model, workload, of), `${file} (${model.name} on ${label})`, directory);
		const plain = () => ({
			name: "plain",
			rule: null,
			arms: ["plain"],
			config: config({ rule: "none" })
		});
		const ruled = (rule) => ({
			name: rule,
			rule,
			arms: ["suppressed"],
			config: config({
				...suppression,
				rule
			})
		});
		return {
			id: `${slug(model.name)}--${slug(label)}`,
			model: model.name,
			workload: label,
			subjects: [...arms.includes("plain") ? [plain()] : [], ...arms.includes("suppressed") ? rules.map(ruled) : []]
		};
	}));
}
// src/study/store.ts
/**
* A study's folder: `cells/UNIT.json` says what is done, `results/` has the RunResults, `journals/` what is under way.
*/
var StudyStore = class {
	folder;
	constructor(folder) {
		this.folder = folder;
	}
	journal(unit) {
		return join(this.folder, "journals", `${unit.id}.jsonl`);
	}
	#record(unit) {
		return join(this.folder, "cells", `${unit.id}.json`);
	}
	/** What is recorded of a unit; `null` where nothing is, or what stands there is none of ours. */
	async record(unit) {
		try {
			const value = JSON.parse(await readFile(this.#record(unit), "utf8"));
			return Array.isArray(value.results) ? value : null;
		} catch {
			return null;
		}
	}
	/** The results of a record; `null` where one is missing or is no RunResult: the unit is measured again then. */
	async results(record) {
		try {
			return await Promise.all(record.results.map(async ({ rule, file }) => {
				const result = JSON.parse(await readFile(join(this.folder, file), "utf8"));
				assertRunResult(result, file);
				return {
					rule,
					file,
					result
				};
			}));
		} catch {
			return null;
		}
	}
	/** Writes a unit's results, then the record that counts them: what was cut off between is measured again. */
	async finish(unit, results, record) {
		const files = [];
		for (const { rule, result } of results) {
			const file = `results/${unit.id}--${slug(rule ?? "plain")}.json`;
			await writeWhole(join(this.folder, file), jsonText(result));
			files.push({
				rule,
				file
			});
		}
		await this.#write(unit, {
			...record,
			results: files,
			failed: null
		});
	}
	async fail(unit, failed) {
		await this.#write(unit, {
			digest: null,
			results: [],
			shape: null,
			seconds: 0,
			failed
		});
	}
	async #write(unit, record) {
		await writeWhole(this.#record(unit), jsonText(record));
	}
};
// src/analysis/amplification/bytes.ts
/** Bytes of KV cache that each token of context adds to a decode step, as long as no window is full. */
const kvBytesPerToken = ({ layers }, kvType) => layers.reduce((sum, { count, kvValues }) => sum + count * kvValues, 0) * KV_BYTES[kvType];
/**
* Σ over k decode steps behind n prompt tokens of the context that a layer reads: step j reads n + j tokens, at most w.
*/
function contextRead(n, k, window) {
	const whole = k * n + k * (k + 1) / 2;
	if (window === null || n + k <= window) return whole;
	const before = Math.max(0, Math.min(k, window - n));
	return before * n + before * (before + 1) / 2 + (k - before) * window;
}
/**
* Bytes that k decode steps behind n prompt tokens read: k·W + Σ_layers b·v·Σ_j min(n + j, w), with W bytes of weights,
* v values of KV cache a token and layer, b bytes a value, w the layer's window. `null` where W is unknown.
*/
function bytesRead(shape, kvType, n, k) {
	if (shape.weightBytes === null) return null;
	const kv = shape.layers.reduce((sum, { count, kvValues, window }) => sum + count * kvValues * contextRead(n, k, window), 0);
	return k * shape.weightBytes + kv * KV_BYTES[kvType];
}
// src/analysis/amplification/line.ts
const NO_SUMS = {
	k: 0,
	c: 0,
	cc: 0,
	e: 0,
	ec: 0
};
/** The sums of one answer's k > 0 steps over C tokens of context that took E. */
const sumsOfAnswer = (k, c, e) => ({
	k,
	c,
	cc: c * c / k,
	e,
	ec: e * c / k
});
/** a + factor · b */
const plus = (a, b, factor = 1) => ({
	k: a.k + factor * b.k,
	c: a.c + factor * b.c,
	cc: a.cc + factor * b.cc,
	e: a.e + factor * b.e,
	ec: a.ec + factor * b.ec
});
/**
* The weighted least squares of E = a·k + b·C with weights 1/k, whose noise gathers over the steps: the regression of
* E/k on the mean context C/k, each answer counted by its steps (Draper and Smith, Applied Regression Analysis, ch. 9).
* `null` where all answers have one mean context.
*/
function lineThrough({ k, c, cc, e, ec }) {
	const det = k * cc - c * c;
	if (!(det > 1e-9 * k * cc)) return null;
	return {
		a: (cc * e - c * ec) / det,
		b: (k * ec - c * e) / det
	};
}
/** ∂a/∂E and ∂b/∂E of one answer with k steps over C tokens of context. */
function gradient(total, k, c) {
	const det = total.k * total.cc - total.c * total.c;
	return {
		a: (total.cc - total.c * c / k) / det,
		b: (total.k * c / k - total.c) / det
	};
}
// src/analysis/amplification/slope.ts
const PER = 1e3;
const TAIL = .025;
const MOST_DF = 1e6;
const ratioOf$1 = (line) => line.b / line.a;
const sumOf = (costs) => costs.reduce((all, o) => plus(all, sumsOfAnswer(o.steps, o.context, o.joules)), NO_SUMS);
function grouped(costs, by) {
	const groups = /* @__PURE__ */ new Map();
	for (const o of costs) {
		const own = groups.get(by(o));
		if (own) own.push(o);
		else groups.set(by(o), [o]);
	}
	return [...groups.values()];
}
/**
* Variance of b/a by a stratified jackknife (Wolter, Introduction to Variance Estimation, ch. 4): of each workload with
* m ≥ 2 groups, one group (all answers to a task, or all of a block) is left out and the others count m/(m − 1) times,
* so that workloads keep their weight: Σ_workloads (m − 1)/m · Σ_groups (r_g − r̄)², with Σ (m − 1) degrees of
* freedom. `null` where a line cannot do without one of the groups.
*/
function jackknife(costs, total, group) {
	let variance = 0;
	let df = 0;
	for (const stratum of grouped(costs, (o) => o.workload)) {
		const groups = grouped(stratum, group);
		const m = groups.length;
		if (m < 2) continue;
		const own = sumOf(stratum);
		const without = groups.flatMap((g) => {
			const rest = plus(own, sumOf(g), -1);
			const line = lineThrough(plus(plus(total, own, -1), rest, m / (m - 1)));
			return line === null || line.a <= 0 ? [] : [ratioOf$1(line)];
		});
		if (without.length < m) return null;
		const mean = without.reduce((a, b) => a + b, 0) / m;
		variance += (m - 1) / m * without.reduce((all, r) => all + (r - mean) ** 2, 0);
		df += m - 1;
	}
	return {
		variance,
		df
	};
}
/** Variance of b/a by the meter's own errors: within a block they come from one fit and add linearly. */
function ownVariance(costs, total, line) {
	return grouped(costs, (o) => `${o.workload} ${o.block}`).reduce((all, block) => {
		return all + block.reduce((sum, o) => {
			const g = gradient(total, o.steps, o.context);
			return sum + (g.b - ratioOf$1(line) * g.a) / line.a * o.error;
		}, 0) ** 2;
	}, 0);
}
/**
* Amplification as a slope: s = 1000 · b/a of the line E = a·k + b·C (J; k decode steps, C tokens of context summed
* over them), the relative rise of decode J/token per 1,000 tokens of context over its value at context 0. The
* variance of b/a is that between tasks (what the line leaves out of them) plus that between blocks, or the meter's
* own error where that says more; degrees of freedom by Satterthwaite (1946).
* @returns `null` where all answers have one context, or a step at context 0 would cost nothing
*/
function slopeOf(costs) {
	const total = sumOf(costs);
	const line = lineThrough(total);
	if (line === null || line.a <= 0) return null;
	const tasks = jackknife(costs, total, (o) => o.task);
	const blocks = jackknife(costs, total, (o) => o.block);
	const slope = PER * ratioOf$1(line);
	if (tasks === null || blocks === null || tasks.df + blocks.df === 0) return {
		slope,
		interval: null,
		line,
		effect: null
	};
	const own = ownVariance(costs, total, line);
	const parts = [tasks, blocks.variance >= own ? blocks : {
		variance: own,
		df: 1e400
	}].filter((p) => p.variance > 0 && p.df > 0);
	const variance = parts.reduce((sum, p) => sum + p.variance, 0);
	const scaled = parts.reduce((sum, p) => sum + p.variance ** 2 / p.df, 0);
	const satterthwaite = scaled > 0 ? variance ** 2 / scaled : 1e400;
	const df = satterthwaite > MOST_DF ? 1e400 : satterthwaite;
	const effect = {
		estimate: ratioOf$1(line),
		standardError: Math.sqrt(variance),
		df
	};
	const [lo, hi] = interval(effect, TAIL);
	return {
		slope,
		interval: [PER * lo, PER * hi],
		line,
		effect
	};
}
// src/analysis/amplification/index.ts
const DECODE = {
	nature: "joules",
	shared: ["decode"]
};
const perStep = (b) => b.joules.decode === null ? null : b.joules.decode / b.decodeSteps;
/** The level of decode J/step on a workload; `null` where nothing was decoded. */
function levelOf({ workload, result }) {
	const blocks = blocksOf(result, "plain").filter((b) => b.decodeSteps > 0);
	const total = (of) => blocks.reduce((sum, b) => sum + of(b), 0);
	if (blocks.length === 0) return null;
	const joules = blocks.map(perStep);
	return {
		workload,
		inputTokens: total((b) => b.promptTokens) / total((b) => b.answers),
		steps: total((b) => b.decodeSteps) / total((b) => b.answers),
		joulesPerStep: joules.includes(null) ? null : total((b) => b.joules.decode) / total((b) => b.decodeSteps),
		byBlock: blocks.flatMap((b) => {
			const value = perStep(b);
			return value === null || value <= 0 ? [] : [{
				value: Math.log(value),
				error: errorOf(DECODE, b) / b.joules.decode
			}];
		})
	};
}
/** Every resolvable decode of a model's plain answers. */
const costsOf = (runs) => runs.flatMap(({ workload, result }) => tasksOf(result).flatMap(({ arm, task, answers }) => arm !== "plain" ? [] : answers.flatMap((r) => {
	const { netJoules, standardError } = r.phases.decode;
	if (netJoules === null || r.decodeSteps === 0) return [];
	const context = contextSum(r.promptTokens, r.decodeSteps);
	return [{
		workload,
		task,
		block: `${result.measurement} ${r.block}`,
		steps: r.decodeSteps,
		context,
		joules: netJoules,
		error: standardError ?? 0
	}];
})));
/** J/step on `long` ÷ on `short`, with its interval where both have two blocks. */
function ratioOf(short, long) {
	if (short.joulesPerStep === null || long.joulesPerStep === null || short.joulesPerStep <= 0) return {
		ratio: null,
		interval: null
	};
	const effect = unpairedEffect(short.byBlock, long.byBlock, null);
	return {
		ratio: long.joulesPerStep / short.joulesPerStep,
		interval: effect === null ? null : interval(effect, .025).map(Math.exp)
	};
}
/** The prediction for the answers that were measured: the same tokens, bytes in the place of joules. */
function predictedOf(shape, kvType, runs, pair) {
	const kvBytes = kvBytesPerToken(shape, kvType);
	let sums = NO_SUMS;
	const totals = /* @__PURE__ */ new Map();
	for (const { workload, result } of runs) for (const { arm, answers } of tasksOf(result)) for (const { promptTokens: n, decodeSteps: k } of arm === "plain" ? answers : []) {
		const bytes = bytesRead(shape, kvType, n, k);
		if (bytes === null || k === 0) continue;
		sums = plus(sums, sumsOfAnswer(k, contextSum(n, k), bytes));
		const own = totals.get(workload) ?? {
			bytes: 0,
			steps: 0
		};
		totals.set(workload, {
			bytes: own.bytes + bytes,
			steps: own.steps + k
		});
	}
	const line = sums.k > 0 ? lineThrough(sums) : null;
	const level = (workload) => {
		const own = totals.get(workload);
		return own ? own.bytes / own.steps : null;
	};
	const [short, long] = pair === null ? [null, null] : [level(pair.short), level(pair.long)];
	return {
		slope: line === null ? null : 1e3 * line.b / line.a,
		ratio: short === null || long === null ? null : long / short,
		kvBytes
	};
}
/**
* What a token costs at a context, J, and how much dearer the last one of an answer is than the first: with r = b/a,
* (1 + r·l)/(1 + r·f) − 1, whose derivative by r is (l − f)/(1 + r·f)².
*/
function tokenCosts({ line, effect }, firstContext, lastContext) {
	const at = (context) => line.a + line.b * context;
	const [first, last] = [at(firstContext), at(lastContext)];
	const rise = last / first - 1;
	if (effect === null) return {
		first,
		last,
		rise,
		interval: null
	};
	const standardError = effect.standardError * (lastContext - firstContext) / (1 + effect.estimate * firstContext) ** 2;
	return {
		first,
		last,
		rise,
		interval: interval({
			...effect,
			estimate: rise,
			standardError
		}, .025)
	};
}
/** The mean effect of some blocks as a two-sided 95 % interval around a value; `null` for fewer than two blocks. */
function intervalAround(value, byBlock) {
	const effect = meanEffect(byBlock);
	return effect === null ? null : interval({
		...effect,
		estimate: value
	}, .025);
}
// src/study/tables/amplification.ts
/** The workload that `ratio` is over: plain zero-shot generation where there is one, else the shortest inputs. */
const isZeroShot = ({ workload }) => /^(humaneval|humaneval-full|practice)$/.test(workload);
function pairOf(levels) {
	const byLength = [...levels].sort((a, b) => a.inputTokens - b.inputTokens);
	const short = byLength.find(isZeroShot) ?? byLength[0];
	const most = byLength.at(-1);
	if (short === void 0 || most === void 0) return null;
	const long = byLength.filter((l) => l.inputTokens >= .98 * most.inputTokens).reduce((a, b) => b.steps > a.steps ? b : a);
	return long.inputTokens > 1.02 * short.inputTokens ? {
		short,
		long
	} : null;
}
/** Each task's mean context and J/step. */
function pointsOf(costs) {
	const byTask = /* @__PURE__ */ new Map();
	for (const o of costs) {
		const key = JSON.stringify([o.workload, o.task]);
		byTask.set(key, [...byTask.get(key) ?? [], o]);
	}
	return [...byTask.values()].map((group) => {
		const total = (of) => group.reduce((sum, o) => sum + of(o), 0);
		const steps = total((o) => o.steps);
		const [{ workload, task }] = group;
		return {
			workload,
			task,
			context: total((o) => o.context) / steps,
			joules: total((o) => o.joules) / steps
		};
	});
}
const kvTypeOf = ({ result }) => {
	const told = result.subject.engine?.["kvType"];
	return typeof told === "string" && told in KV_BYTES ? told : "f16";
};
function shapeFacts(shape) {
	if (shape === null) return {};
	const windowed = shape.layers.filter((l) => l.window !== null);
	return {
		weightBytes: shape.weightBytes,
		layers: shape.layers.reduce((sum, l) => sum + l.count, 0),
		windowedLayers: windowed.reduce((sum, l) => sum + l.count, 0),
		window: windowed[0]?.window ?? null
	};
}
/**
* How decode J/token of one model grows with context, and what its tokens cost on each workload; `null` without runs.
*/
function amplificationOf({ model, shape, runs }) {
	const [first] = runs;
	if (first === void 0) return null;
	const levels = runs.flatMap((run) => levelOf(run) ?? []);
	const pair = pairOf(levels);
	const costs = costsOf(runs);
	const slope = slopeOf(costs);
	const names = pair === null ? null : {
		short: pair.short.workload,
		long: pair.long.workload
	};
	const measured = pair === null ? {
		ratio: null,
		interval: null
	} : ratioOf(pair.short, pair.long);
	const predicted = shape === null ? null : predictedOf(shape, kvTypeOf(first), runs, names);
	const why = slope !== null ? null : costs.length === 0 ? "not-resolvable" : "one context: add a workload with longer inputs";
	return {
		amplification: {
			model,
			...names ?? {},
			ratio: measured.ratio,
			ratioInterval: measured.interval,
			predictedRatio: predicted?.ratio ?? null,
			slope: slope?.slope ?? null,
			interval: slope?.interval ?? null,
			predicted: predicted?.slope ?? null,
			base: slope?.line.a ?? null,
			kvBytes: predicted?.kvBytes ?? null,
			...shapeFacts(shape),
			why,
			estimated: runs.some((r) => r.result.meter.estimated),
			points: pointsOf(costs)
		},
		tokenCost: slope === null ? [] : levels.flatMap(({ workload, inputTokens, steps }) => {
			const [from, to] = [inputTokens + 1, inputTokens + Math.max(1, steps)];
			const { first: begin, last, rise, interval } = tokenCosts(slope, from, to);
			return [{
				model,
				workload,
				firstContext: from,
				lastContext: to,
				first: begin,
				last,
				rise,
				interval
			}];
		})
	};
}
// src/study/tables/values.ts
/** Why a value is `null`, in words that name what is missing. */
function reasonFor(q, blocks) {
	if (blocks.length === 0) return "not-measured";
	if (blocks.some((b) => q.numerator(b) === null)) return q.nature === "joules" ? "not-resolvable" : "not-known";
	return "no-divisor";
}
/**
* The interval of a positive value: the blocks' logarithms (t, n − 1), so that it never reaches 0; of a share, which
* may be 0, the blocks' own values, within 0 and 1. `null` for fewer than two blocks.
*/
function intervalOf(value, byBlock, share) {
	if (byBlock.length > 1 && byBlock.every((b) => b.error === 0 && b.value === byBlock[0].value)) return [value, value];
	if (share) {
		const i = intervalAround(value, byBlock);
		return i && [Math.max(0, i[0]), Math.min(1, i[1])];
	}
	if (value <= 0 || byBlock.some((b) => b.value <= 0)) return intervalAround(value, byBlock);
	const logs = byBlock.map((b) => ({
		value: Math.log(b.value),
		error: b.error / b.value
	}));
	const i = intervalAround(Math.log(value), logs);
	return i && [Math.exp(i[0]), Math.exp(i[1])];
}
/** A quantity of some blocks: the ratio of sums, and its 95 % interval from the blocks' own ratios. */
function valued(q, blocks) {
	const value = ratio(q, blocks);
	if (value === null) return {
		value: null,
		interval: null,
		why: reasonFor(q, blocks)
	};
	return {
		value,
		interval: intervalOf(value, blocks.flatMap((b) => {
			const [above, below] = [q.numerator(b), q.denominator(b)];
			return above === null || below === 0 ? [] : [{
				value: above / below,
				error: errorOf(q, b) / below
			}];
		}), q.share === true),
		why: null
	};
}
// src/study/tables/cell.ts
const metric = (id) => RATIO_METRICS.find((m) => m.id === id);
const PER_ANSWER = (b) => b.answers;
/** The columns of a cell that are ratios of sums. */
const QUANTITIES = {
	inputTokens: {
		nature: "tokens",
		numerator: (s) => s.promptTokens,
		denominator: PER_ANSWER
	},
	outputTokens: metric("output-tokens"),
	joulesPerInference: metric("energy-per-task"),
	prefillShare: {
		nature: "joules",
		share: true,
		shared: ["prefill"],
		numerator: (s) => s.joules.decode === null ? null : s.joules.prefill,
		denominator: (s) => (s.joules.prefill ?? 0) + (s.joules.decode ?? 0)
	},
	prefillJoulesPerToken: metric("prefill-energy-per-token"),
	decodeJoulesPerToken: metric("decode-energy-per-token"),
	secondsPerInference: metric("wall-time"),
	joulesPerCorrect: metric("energy-per-solved-task"),
	babbleShare: {
		...metric("babble-share"),
		share: true
	}
};
/** All joules ÷ output tokens: what tokens per joule is the inverse of. */
const JOULES_PER_OUTPUT = {
	nature: "joules",
	numerator: (s) => energyOf(s.joules),
	denominator: (s) => s.outputTokens
};
/** 1 ÷ a positive value, its interval turned round. */
function inverse({ value, interval, why }) {
	if (value === null || value <= 0) return {
		value: null,
		interval: null,
		why: why ?? "not-resolvable"
	};
	return {
		value: 1 / value,
		interval: interval && [1 / interval[1], 1 / interval[0]],
		why: null
	};
}
/** Mean score of the answers, its interval between blocks, and what it is. */
function scoreOf(answers) {
	const name = answers.find((r) => r.passed === null && r.scoreName !== void 0)?.scoreName ?? null;
	const of = (r) => name !== null ? r.score ?? null : r.passed === null ? null : r.passed ? 1 : 0;
	const known = answers.filter((r) => of(r) !== null);
	const mean = (some) => some.reduce((sum, r) => sum + of(r), 0) / some.length;
	if (known.length === 0) return {
		value: null,
		interval: null,
		why: "not-graded",
		name
	};
	const byBlock = [...new Set(known.map((r) => r.block))].map((block) => ({
		value: mean(known.filter((r) => r.block === block)),
		error: 0
	}));
	const value = mean(known);
	return {
		value,
		interval: intervalAround(value, byBlock),
		why: null,
		name: name ?? "pass@1"
	};
}
const validityText = ({ validity }) => validity === void 0 || validity.status === "ok" ? "ok" : `${validity.status}: ${validity.reasons.join(", ")}`;
/** Money for a million tokens at so many joules each. */
const money = (joulesPerToken, price) => price === null || joulesPerToken === null ? null : 1e6 * joulesPerToken * price / JOULES_PER_KWH;
/** One row of a study: an arm of a result. `null` where the result has no such arm. */
function cellOf(of, result, arm, pricePerKwh) {
	const answers = answersOf(result, arm);
	if (answers.length === 0) return null;
	const blocks = blocksOf(result, arm);
	const tested = answers.some((r) => r.passed !== null);
	const there = {
		joulesPerCorrect: tested,
		babbleShare: tested && answers.some(endIsTold)
	};
	const values = Object.fromEntries(Object.entries(QUANTITIES).map(([key, q]) => [key, there[key] === false ? {
		value: null,
		interval: null,
		why: "no-tests"
	} : valued(q, blocks)]));
	if (values.joulesPerCorrect.why === "no-divisor") values.joulesPerCorrect.why = "none-passed";
	const score = scoreOf(answers);
	const babble = babbleOf(null, result).find((b) => b.arm === arm)?.head;
	const reasoning = answers.reduce((sum, r) => sum + (r.reasoningTokens ?? 0), 0);
	const tokensPerJoule = inverse(valued(JOULES_PER_OUTPUT, blocks));
	const all = {
		...values,
		tokensPerJoule,
		score
	};
	const nulls = Object.fromEntries(Object.entries(all).flatMap(([k, v]) => v.why === null ? [] : [[k, v.why]]));
	const input = money(values.prefillJoulesPerToken.value, pricePerKwh);
	const outputJoules = values.decodeJoulesPerToken;
	return {
		model: of.model,
		workload: of.workload,
		arm,
		rule: arm === "plain" ? null : of.rule,
		result: of.file,
		tasks: result.arms[arm].tasks.length,
		blocks: blocks.length,
		answers: answers.length,
		...Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v.value])),
		tokensPerJoule: tokensPerJoule.value,
		score: score.value,
		scoreName: score.name,
		babbleJoules: there.babbleShare ? babble?.joulesPerTask ?? null : null,
		complete: babble?.complete ?? 0,
		reasoningTokens: reasoning / answers.length,
		...pricePerKwh === null ? {} : {
			moneyPerMillionInput: input,
			moneyPerMillionOutput: money(outputJoules.value, pricePerKwh)
		},
		interval: Object.fromEntries(Object.entries(all).map(([k, v]) => [k, v.interval])),
		nulls,
		source: {
			meter: result.meter.kind,
			estimated: result.meter.estimated,
			hostMeter: result.meter.hostKind ?? null
		},
		validity: validityText(result)
	};
}
// src/study/tables/suppression.ts
const DECODE_SAVING = SAVING_METRICS.find((m) => m.id === "decode-saving");
/**
* The 95 % interval of what is saved against a preset, from the blocks' own savings; `null` for fewer than two that
* tell.
*/
function intervalAgainst(result, preset, value) {
	if (value === null) return null;
	const [plain, stopped] = [answersOf(result, "plain"), answersOf(result, "suppressed")];
	return intervalAround(value, [...new Set(plain.map((r) => r.block))].flatMap((block) => {
		const of = saved(meanOfAll(plain.filter((r) => r.block === block).map((r) => energyUpTo(r, r.stopStringTokens?.[preset] ?? NaN))), meanOfAll(stopped.filter((r) => r.block === block).map((r) => energyOf(netJoules(r)))));
		return of === null || Number.isNaN(of) ? [] : [{
			value: of,
			error: 0
		}];
	}));
}
/** What a rule saves against plain decoding, and against the presets of stop strings; `null` without both arms. */
function suppressionOf({ model, workload, rule }, result, cells) {
	const blocks = armBlocks(result);
	const saving = savingOf(ENERGY_SAVING, blocks);
	if (saving === null || cells.plain === null || cells.suppressed === null) return null;
	const presets = savings(null, result, {
		base: {},
		head: blocks
	}).filter((s) => s.against !== "plain");
	const stops = answersOf(result, "suppressed");
	return {
		model,
		workload,
		rule,
		saving: saving.value,
		interval: saving.value === null ? null : intervalAround(saving.value, [...saving.byBlock.values()]),
		decodeSaving: savingOf(DECODE_SAVING, blocks)?.value ?? null,
		againstStopStrings: Object.fromEntries(presets.map((s) => [s.against, s.head])),
		againstStopStringsInterval: Object.fromEntries(presets.map((s) => [s.against, intervalAgainst(result, s.against, s.head)])),
		scorePlain: cells.plain.score,
		scoreSuppressed: cells.suppressed.score,
		babbleShare: cells.plain.babbleShare ?? null,
		falseStops: stops.filter((r) => r.falseStop === true).length,
		missedStops: stops.filter((r) => r.missedStop === true).length,
		why: saving.absence
	};
}
// src/study/tables/index.ts
/** What must be equal for joules of two cells to compare and is not; what one cell does not tell is not unequal. */
function unequal(units) {
	const seen = /* @__PURE__ */ new Map();
	for (const { result } of units.flatMap((u) => u.results)) for (const [key, value] of Object.entries({
		...result.environment,
		meter: result.meter.kind
	})) seen.set(key, (seen.get(key) ?? /* @__PURE__ */ new Set()).add(value));
	return [...seen].filter(([, values]) => values.size > 1).map(([key]) => key);
}
/** Prompts that lost their middle: they are not what the workload asks. */
const cutsOf = ({ model, workload }, { findings = [] }) => findings.filter((f) => f.code === "prompts-cut").map((f) => `${f.code}: ${model} on ${workload}: ${f.text}`);
function notesOf(units, cells) {
	const estimated = cells.filter((c) => c.source.estimated).length;
	const differs = unequal(units);
	const once = cells.filter((c) => c.blocks < 2).length;
	const rules = units.filter((u) => u.notApplicable.length > 0).map((u) => `${u.model} on ${u.workload}`);
	return [
		...estimated > 0 ? [`${estimated} of ${cells.length} cells are estimates (CPU time × watts): no sensor was read for them`] : [],
		...differs.length > 0 ? [`environment-differs: not all cells were measured in one environment (${differs.join(", ")}); their joules do not compare`] : [],
		...once > 0 ? [`${once} cells have one block: they have no interval`] : [],
		...new Set(units.flatMap((u) => u.results.flatMap(({ result }) => cutsOf(u, result)))),
		...rules.length > 0 ? [`rule-not-applicable: no tests tell when an answer is complete, so no rule was run: ${rules.join(", ")}`] : []
	];
}
/** Everything that a study tells, from its results alone. */
function studyOf(units, { createdAt, pricePerKwh, failed }) {
	const cells = [];
	const suppression = [];
	const models = /* @__PURE__ */ new Map();
	for (const { model, workload, results, shape } of units) {
		const own = {
			model,
			workload
		};
		const [head] = results;
		const plain = head ? cellOf({
			...own,
			...head
		}, head.result, "plain", pricePerKwh) : null;
		if (plain !== null) {
			cells.push(plain);
			const known = models.get(model) ?? {
				model,
				shape,
				runs: []
			};
			known.runs.push({
				workload,
				result: head.result
			});
			models.set(model, known);
		}
		for (const { rule, file, result } of results) {
			if (rule === null) continue;
			const suppressed = cellOf({
				...own,
				rule,
				file
			}, result, "suppressed", pricePerKwh);
			if (suppressed !== null) cells.push(suppressed);
			const row = suppressionOf({
				...own,
				rule
			}, result, {
				plain,
				suppressed
			});
			if (row !== null) suppression.push(row);
		}
	}
	const grown = [...models.values()].flatMap((m) => amplificationOf(m) ?? []);
	return {
		schemaVersion: 1,
		createdAt,
		pricePerKwh,
		cells,
		amplification: grown.map((g) => g.amplification),
		tokenCost: grown.flatMap((g) => g.tokenCost),
		suppression,
		failed: [...failed],
		notes: notesOf(units, cells)
	};
}
// src/study/run.ts
function restOf(planned, pace) {
	const left = planned.flatMap((p) => p.state === "to-run" && p.forecast ? [p.forecast.seconds] : []);
	const seconds = (pace.forecast > 0 ? pace.took / pace.forecast : 1) * left.reduce((a, b) => a + b, 0);
	return left.length === 0 ? "" : `; about ${minutes(seconds)} left (an estimate)`;
}
/** Plans a study and hands back what runs it. @throws JouleGateError `config-invalid`; the signal's reason */
async function openStudy(matrix, options) {
	const { outDir, onProgress, signal, write } = options;
	const store = new StudyStore(outDir);
	const machine = machineOf(matrix.value);
	const planned = await planStudy(unitsOf(matrix), store, machine, options);
	const pricePerKwh = matrix.value.usage?.["price-per-kwh"] ?? null;
	const tables = () => {
		const units = planned.filter((p) => p.state === "done").map(({ unit, record, results }) => {
			const { model, workload, notApplicable } = unit;
			return {
				model,
				workload,
				notApplicable,
				results,
				shape: record.shape
			};
		});
		const failed = planned.flatMap((p) => p.state === "failed" ? [p.failure] : []);
		return studyOf(units, {
			createdAt: (/* @__PURE__ */ new Date()).toISOString(),
			pricePerKwh,
			failed
		});
	};
	const fail = async (at, unit, failure) => {
		planned[at] = {
			unit,
			state: "failed",
			failure,
			forecast: null
		};
		await store.fail(unit, failure);
	};
	const run = async () => {
		const pace = {
			forecast: 0,
			took: 0
		};
		for (const [at, p] of planned.entries()) {
			if (p.state === "failed") await store.fail(p.unit, p.failure);
			if (p.state !== "to-run") continue;
			const { unit, forecast } = p;
			onProgress(`unit ${at + 1} of ${planned.length}: ${unit.model} on ${unit.workload}${restOf(planned, pace)}`);
			try {
				await measureUnit(unit, store, options);
				const record = await store.record(unit);
				planned[at] = {
					unit,
					state: "done",
					record,
					results: await store.results(record)
				};
				countIn(pace, forecast?.seconds ?? 0, record);
			} catch (error) {
				signal?.throwIfAborted();
				onProgress(`${unit.model} on ${unit.workload} failed: ${describeError(error)}`);
				await fail(at, unit, failureOf(unit, error));
			}
			await write(tables());
		}
		const study = tables();
		await write(study);
		return study;
	};
	return {
		planned,
		machine,
		run
	};
}
function countIn(pace, forecast, { seconds }) {
	if (forecast <= 0) return;
	pace.forecast += forecast;
	pace.took += seconds;
}
/** What a study with failures ends with. */
function incomplete(failed) {
	const list = failed.map((f) => `${f.model} on ${f.workload} (${f.code})`).join(", ");
	return new JouleGateError("study-incomplete", `${failed.length} of the study's units failed: ${list}`, "mend what each says (study.md has the whole sentences), and start the same command again: what is done stays done");
}
// src/study/tell.ts
const kilojoules = (joules) => joules >= 1e6 ? `${(joules / 36e5).toFixed(2)} kWh` : `${Number(joules.toPrecision(2))} J`;
const hours = (seconds) => seconds < 7200 ? minutes(seconds) : `${(seconds / 3600).toFixed(1)} h`;
const about = ({ seconds, joules }) => `at most about ${hours(seconds)}, ${kilojoules(joules)}`;
function lineOf(planned) {
	const { unit, state } = planned;
	const name = `${unit.model} on ${unit.workload}`;
	if (state === "failed") {
		const { failure, forecast } = planned;
		const then = forecast === null ? "" : `; with its data ${about(forecast)}`;
		return `  ${name}: cannot run, ${failure.code}: ${failure.message}${then}`;
	}
	const { tasks, subjects, notApplicable } = planned.unit;
	const what = `${tasks.length} tasks × ${subjects.map((s) => s.name).join(", ")} × ${subjects[0].config.repeats} blocks`;
	const left = notApplicable.length > 0 ? ` (rule-not-applicable: ${notApplicable.join(", ")})` : "";
	if (state === "done") return `  ${name}: done`;
	return `  ${name}: ${what}${left}; ${planned.forecast === null ? "the size of its model is unknown before it is fetched" : about(planned.forecast)}`;
}
/** What a study will run and what that takes, an estimate from the models' sizes. */
function tellPlan(planned, machine) {
	const toRun = planned.filter((p) => p.state === "to-run");
	const known = toRun.flatMap((p) => p.forecast ?? []);
	const later = planned.flatMap((p) => p.state === "failed" ? p.forecast ?? [] : []);
	const total = {
		seconds: [...known, ...later].reduce((sum, f) => sum + f.seconds, 0),
		joules: [...known, ...later].reduce((sum, f) => sum + f.joules, 0)
	};
	const unknown = toRun.length - known.length;
	const assumed = `${(machine.bytesPerSecond / 1e9).toPrecision(3)} GB/s, ${(machine.flops / 0xe8d4a51000).toPrecision(2)} Tflop/s, ${machine.watts} W: ${machine.source}`;
	return [
		`${toRun.length} of ${planned.length} units to run (a unit is a model on a workload, plain and under every rule):`,
		...planned.map(lineOf),
		toRun.length + later.length === 0 ? "nothing is left to run" : `in all ${about(total)}${unknown > 0 ? `, and ${unknown} of unknown size` : ""}${later.length > 0 ? ` (${later.length} units whose data is not here are counted by the sizes that their names stand for)` : ""}: an estimate, not measured, as if every answer took all its tokens (${assumed})`
	].join("\n");
}
// src/cli/verbs/study.ts
const HELP$2 = `
Every model of the matrix is measured on every workload: plain decoding once, and every suppression rule beside it, block
by block. What is done is not measured again: after a kill, a failure or a change of the matrix start the same command.

Written into the folder: study.json, study.md, study.csv, study.html, and results/ with a RunResult for each model,
workload and rule.

Examples:
  joulegate study --matrix examples/study/ten-models.yml --out study --dry-run
  joulegate study --matrix examples/study/ten-models.yml --out study`;
/** The tables of a study, each format's file. */
const FORMATS = {
	"study.json": jsonText,
	"study.md": studyMarkdown,
	"study.csv": studyCsv,
	"study.html": studyHtml
};
/** `joulegate study`: models × workloads × rules, and their tables. */
function studyVerb(program, io) {
	program.command("study").description("measure models × workloads × suppression rules, resumable, and write their tables").requiredOption("--matrix <file>", "the study: models, workloads, rules (YAML or JSON)").requiredOption("--out <dir>", "where results and tables go; an unfinished study there goes on").option("--dry-run", "only say what would run, and the hours and joules that it may take").addHelpText("after", HELP$2).action(async (o) => {
		const outDir = resolve(io.cwd, o.out);
		const matrix = await loadMatrix(resolve(io.cwd, o.matrix));
		requireHarmless(matrix, io.env);
		if (!o.dryRun) for (const name of Object.keys(FORMATS)) await assertWritable(join(outDir, name));
		const study = await openStudy(matrix, {
			outDir,
			onProgress: io.progress,
			signal: io.signal,
			write: async (found) => {
				for (const [name, render] of Object.entries(FORMATS)) await writeWhole(join(outDir, name), render(found));
			}
		});
		io.done();
		io.out(tellPlan(study.planned, study.machine));
		if (o.dryRun) return;
		const found = await study.run();
		io.done();
		io.out(`${studyMarkdown(found)}\nwrote ${Object.keys(FORMATS).join(", ")} in ${outDir}`);
		if (found.failed.length > 0) throw incomplete(found.failed);
	});
}
// src/report/trend/csv.ts
const HEAD = [
	"configuration",
	"workload",
	"environment",
	"commit",
	"time",
	"event",
	"verdict",
	"promoted",
	"metric",
	"arm",
	"unit",
	"value",
	"lo",
	"hi",
	"change"
];
/** A trend as CSV, one line a value; what is not resolvable is empty. */
function trendCsv({ lines }) {
	const rows = lines.flatMap((line) => line.rows.flatMap((r) => Object.entries(r.values).map(([key, v]) => {
		const [metric, arm] = key.split("/");
		const series = line.environments[r.environment].series;
		return [
			...[
				line.configuration,
				line.workload,
				series,
				r.commit,
				r.time,
				r.event,
				r.verdict,
				r.promoted
			],
			metric,
			arm,
			unitOf(metric),
			v.value,
			v.lo,
			v.hi,
			v.change
		];
	})));
	return [HEAD, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}
// src/report/trend/terminal.ts
const BARS = "▁▂▃▄▅▆▇█";
/** Rows of a table: what a screen holds. */
const MOST_ROWS = 20;
/** Values as bars between the least and the most of them; a gap where there is none. */
function sparkline(values) {
	const known = values.filter((v) => v !== null);
	const [least, most] = [Math.min(...known), Math.max(...known)];
	const bar = (v) => BARS[most === least ? 3 : Math.round((v - least) / (most - least) * 7)];
	return values.map((v) => v === null ? " " : bar(v)).join("");
}
/** On one line; what a terminal would obey is taken out where everything is written. */
const asIs = (text) => text.replace(/\s+/g, " ");
const widthOf = (text) => [...text].length;
function table(rows) {
	const widths = rows[0].map((_c, i) => Math.max(...rows.map((r) => r.length > 1 ? widthOf(r[i] ?? "") : 0)));
	return rows.map((r) => r.length === 1 ? `  ${r[0]}` : `  ${r.map((c, i) => c + " ".repeat(widths[i] - widthOf(c))).join("  ")}`.trimEnd());
}
/** `J/task  ▁▂▃  10.1 J … 12.3 J`: every row of a line, oldest first. */
function sparks(line, arm, columns) {
	return columns.flatMap(({ id, title }) => {
		const values = line.rows.map((r) => r.values[`${id}/${arm}`]?.value ?? null);
		const known = values.filter((v) => v !== null);
		if (known.length === 0) return [];
		const range = [Math.min(...known), Math.max(...known)].map((x) => quantity(x, unitOf(id)));
		return [[
			title,
			sparkline(values),
			range.join(" … ").replaceAll("/token", "")
		]];
	});
}
function rowsOf(rows, arm, columns) {
	return [...rows.slice(-20)].reverse().flatMap((r) => {
		const marks = marksText(r, asIs);
		const cells = columns.map(({ id }) => asIs(cell(r, id, arm)));
		const own = [
			asIs(r.commit.slice(0, 7)),
			asIs(r.time.slice(0, 10)),
			...cells,
			verdictText(r, asIs)
		];
		return marks === "" ? [own] : [own, [`~ ${marks}`]];
	});
}
function section(line, columns) {
	const left = line.rows.length - MOST_ROWS;
	return [
		`${asIs(line.configuration)}, ${asIs(line.workload)}: ${line.rows.length} record(s)`,
		`  ${machineText(line, asIs)}`,
		...line.findings.map((f) => `  ! ${findingText(f, asIs)}`),
		...[...armsOf(line), "both"].flatMap((arm) => {
			const spark = sparks(line, arm, columns);
			if (spark.length === 0) return [];
			const head = [
				"commit",
				"date",
				...columns.map((c) => c.title),
				"verdict"
			];
			return [
				"",
				`  ${arm}`,
				...table(spark),
				"",
				...table([head, ...rowsOf(line.rows, arm, columns)])
			];
		}),
		...left > 0 ? [`  ${left} older record(s): --format csv or json has them all`] : []
	];
}
/** A trend for a terminal; `metric` shows that one instead of the usual. */
function trendTerminal({ lines }, metric) {
	if (lines.length === 0) return "nothing is recorded yet";
	const asked = metric === null ? null : [{
		id: metric,
		title: nameOf(metric)
	}];
	return lines.map((line) => section(line, asked ?? columnsOf(line)).join("\n")).join("\n\n");
}
// src/cli/verbs/trend.ts
const HELP$1 = `
The history is what "baseline: branch:NAME" keeps: one record for each push, schedule or start by hand that was gated,
and for each "joulegate baseline update". It is read from the remote by git, and nothing of your checkout is touched.

Each value stands with its change against the record before in the same environment. Two things are named, and decide
nothing: a change point (energy per task is another from a commit on) and slow creep (no step beyond the limit, their
sum is).

Examples:
  joulegate trend                                        tables and sparklines
  joulegate trend --metric babble-share --since 2026-06-01
  joulegate trend --since v1.2 --format csv > trend.csv
  joulegate trend --baseline branch:joulegate --format markdown`;
/** A moment as ISO 8601: a date as it is given, or that of a commit, tag or branch. */
async function momentOf(since, directory) {
	if (/^\d{4}-\d\d(-\d\d)?(T[\d:.]+Z?)?$/.test(since) && !Number.isNaN(Date.parse(since))) return new Date(since).toISOString();
	const time = await gitText(directory, [
		"log",
		"-1",
		"--format=%cI",
		"--end-of-options",
		since
	]);
	if (time) return new Date(time).toISOString();
	throw new JouleGateError("usage", `--since ${since} is no date, and no commit that git knows here`, "give a day as 2026-11-26, or a commit, tag or branch");
}
/** Only one metric's values, where one is asked for. */
function ofMetric(trend, metric) {
	if (metric === void 0) return trend;
	const only = (values) => Object.fromEntries(Object.entries(values).filter(([key]) => key.startsWith(`${metric}/`)));
	return {
		...trend,
		lines: trend.lines.map((line) => ({
			...line,
			rows: line.rows.map((r) => ({
				...r,
				values: only(r.values)
			}))
		}))
	};
}
function requireHistory(store) {
	if (store.keepsAll) return;
	throw new JouleGateError("usage", "this baseline keeps no history of commits", "give \"--baseline branch:NAME\", or set \"baseline: branch:joulegate\" in joulegate.yml");
}
/** `joulegate trend`: the stored history of a branch. */
function trendVerb(program, io) {
	program.command("trend").description("the stored history: each commit with its energy, what changed, and when").option("--config <file>", "joulegate.yml", "joulegate.yml").option("--baseline <store>", "branch:NAME, by default what the configuration says").addOption(new Option("--format <format>", "instead of text").choices([
		"markdown",
		"json",
		"csv"
	])).option("--since <when>", "a day (2026-11-26), or a commit, tag or branch").option("--metric <id>", "one metric instead of the usual five, as energy-per-task").addHelpText("after", HELP$1).action(async (o) => {
		if (o.metric !== void 0 && !METRIC_IDS.includes(o.metric)) throw new JouleGateError("usage", `no metric is called ${o.metric}`, `take one of ${METRIC_IDS.join(", ")}`);
		const overrides = o.baseline === void 0 ? {} : { baseline: absoluteBaseline(o.baseline, io.cwd) };
		const config = await loadConfig(resolve(io.cwd, o.config), overrides);
		const store = await storeOf(config, io.env);
		try {
			requireHistory(store);
			const since = o.since === void 0 ? null : await momentOf(o.since, config.directory);
			const rows = await store.rows(since);
			const whole = trendOf(rows, {
				threshold: thresholdOf(config),
				rules: TREND_RULES
			});
			await io.deliver(render(ofMetric(whole, o.metric), o, repositoryPage(io.env)));
		} finally {
			await store.close();
		}
	});
}
function render(trend, { format, metric }, repository) {
	if (format === "json") return JSON.stringify(trend, null, 2);
	if (format === "csv") return trendCsv(trend);
	return format === "markdown" ? trendMarkdown(trend, { repository }) : trendTerminal(trend, metric ?? null);
}
// src/cli/main.ts
const HELP = `
Start here:
  joulegate demo                     see a regression caught, on the embedded model
  joulegate doctor                   what this machine can measure and run
  joulegate gate --config joulegate.yml --out-dir .joulegate/out

Exit status: 0 pass or improved, 1 regressed, 2 usage or configuration, 3 inconclusive, 4 invalid, 5 anything else that fails.`;
/** An option given an empty text (a workflow's unset variable) is not given: its default holds. */
function dropEmptyOptions(verb) {
	for (const option of verb.options) {
		const name = option.attributeName();
		if (typeof verb.getOptionValue(name) !== "string" || verb.getOptionValue(name).trim() !== "") continue;
		if (option.mandatory) throw new JouleGateError("usage", `${option.long} is empty`, "give it a value");
		verb.setOptionValueWithSource(name, option.defaultValue, "default");
	}
}
/** Runs the command line; returns the exit status. */
async function main(argv, io) {
	let status = 0;
	const setExit = (s) => {
		status = s;
	};
	const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
	const program = new Command("joulegate").description("An energy regression gate for LLM code generation.").version(version).addHelpText("after", HELP).showHelpAfterError("(add --help for the options of a verb)").exitOverride().configureOutput({
		writeOut: io.out,
		writeErr: io.remark
	});
	gateVerb(program, io, setExit);
	runVerb(program, io);
	compareVerb(program, io, setExit);
	reportVerb(program, io);
	gradeVerb(program, io);
	measureVerb(program, io, setExit);
	baselineVerb(program, io, setExit);
	trendVerb(program, io);
	doctorVerb(program, io);
	demoVerb(program, io);
	qualifyVerb(program, io);
	studyVerb(program, io);
	modelsVerb(program, io);
	for (const c of program.commands) for (const d of [c, ...c.commands]) d.exitOverride().configureOutput({
		writeOut: io.out,
		writeErr: io.remark
	});
	program.hook("preAction", (_program, verb) => dropEmptyOptions(verb));
	setRuntimePath(io.env["JOULEGATE_RUNTIME_PATH"] ?? null);
	try {
		await program.parseAsync([...argv], { from: "user" });
		return status;
	} catch (error) {
		io.done();
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		if (io.signal.aborted) throw error;
		if (error instanceof JouleGateError || io.env["JOULEGATE_DEBUG"]) io.remark(describeError(error));
		else io.remark(`${describeError(error)}\n  this is a fault of JouleGate's own: please report it`);
		return exitStatusOf(error);
	}
}
// src/cli/bin.ts
dropEmptyVariables();
runEntry(async (signal) => await main(process.argv.slice(2), processIo(signal)), (text) => process.stderr.write(plainText(`${text}\n`)));
export {};
