// SPDX-License-Identifier: Apache-2.0

"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

/** Starts the server; where the program is missing, the message of the client says so. */
async function activate() {
	const settings = vscode.workspace.getConfiguration("uringlint");
	client = new LanguageClient(
		"uringlint",
		"uringlint",
		{ command: settings.get("path"), args: ["lsp", ...settings.get("arguments")] },
		{
			documentSelector: [
				{ scheme: "file", language: "c" },
				{ scheme: "file", language: "rust" },
			],
			synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/.uringlint.yml") },
		},
	);
	await client.start();
}

function deactivate() {
	return client?.stop();
}

module.exports = { activate, deactivate };
