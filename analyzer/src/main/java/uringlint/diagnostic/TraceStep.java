// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

import uringlint.source.Location;

/// One step on the path to a report: a place and a few words.
public record TraceStep(Location location, String message) {}
