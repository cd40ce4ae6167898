// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/// What others say of the forms in which the service tells them what it found, as far as it uses them. Written anew from their sources.
final class PublishedForms {
    /// Reports of KCIDB: `kcidb_io/schema/v05_03.py` of `github.com/kernelci/kcidb-io`, of February 2026. No object has other members
    /// than those named there, of which those that are never written are left out.
    private static final String KCIDB = """
            {
              "type": "object", "additionalProperties": false, "required": ["version"],
              "properties": {
                "version": {
                  "type": "object", "additionalProperties": false, "required": ["major"],
                  "properties": {"major": {"const": 5}, "minor": {"type": "integer", "minimum": 0, "maximum": 3}}
                },
                "checkouts": {"type": "array", "items": {
                  "type": "object", "additionalProperties": false, "required": ["id", "origin"],
                  "properties": {
                    "id": {"$ref": "#/$defs/id"}, "origin": {"$ref": "#/$defs/origin"}, "comment": {"type": "string"},
                    "message_id": {"type": "string", "format": "email"}, "start_time": {"type": "string", "format": "date-time"}
                  }
                }},
                "builds": {"type": "array", "items": {
                  "type": "object", "additionalProperties": false, "required": ["checkout_id", "id", "origin"],
                  "properties": {
                    "checkout_id": {"$ref": "#/$defs/id"}, "id": {"$ref": "#/$defs/id"}, "origin": {"$ref": "#/$defs/origin"},
                    "comment": {"type": "string"}, "status": {"$ref": "#/$defs/status"}
                  }
                }},
                "tests": {"type": "array", "items": {
                  "type": "object", "additionalProperties": false, "required": ["build_id", "id", "origin"],
                  "properties": {
                    "build_id": {"$ref": "#/$defs/id"}, "id": {"$ref": "#/$defs/id"}, "origin": {"$ref": "#/$defs/origin"},
                    "path": {"type": "string", "pattern": "^([a-zA-Z0-9_-]+([.][a-zA-Z0-9_-]+)*)?$"},
                    "comment": {"type": "string"}, "status": {"$ref": "#/$defs/status"}
                  }
                }}
              },
              "$defs": {
                "id": {"type": "string", "pattern": "^[a-z0-9_]+:.*$"},
                "origin": {"type": "string", "pattern": "^[a-z0-9_]+$"},
                "status": {"enum": ["FAIL", "ERROR", "MISS", "PASS", "DONE", "SKIP"]}
              }
            }
            """;

    /// A check that is made: `CheckCreate` of the API 1.4, `docs/api/schemas/latest/patchwork.yaml` of `github.com/getpatchwork/patchwork`,
    /// of June 2026. Other members are not forbidden there; here they are.
    private static final String CHECK = """
            {
              "type": "object", "additionalProperties": false, "required": ["state"],
              "properties": {
                "state": {"enum": ["pending", "success", "warning", "fail"]},
                "target_url": {"type": "string", "format": "uri", "minLength": 1, "maxLength": 200},
                "description": {"type": ["null", "string"]},
                "context": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[-a-zA-Z0-9_]+$"}
              }
            }
            """;

    private PublishedForms() {}

    /// What is wrong with a report for KCIDB.
    static List<Error> kcidb(String json) {
        return wrong(KCIDB, json);
    }

    /// What is wrong with a check for Patchwork.
    static List<Error> check(String json) {
        return wrong(CHECK, json);
    }

    /// What is wrong with a text by a schema.
    static List<Error> wrong(String schema, String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json, InputFormat.JSON, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
