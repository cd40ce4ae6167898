// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import uringlint.cli.report.Resource;

/// How pages look, and what their script does: it moves between findings and shows those that are asked for. A page is all there
/// without it.
final class Look {
    static final String STYLE = Resource.text(Look.class, "page.css");
    static final String SCRIPT = Resource.text(Look.class, "page.js");

    private Look() {}
}
