// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// The system as JGit sees it here: no settings of the user or of the machine, so that nothing depends on them, and nothing that would
/// make JGit write to the disk. Left to itself, it starts `git` to ask for its settings, and times the file system with files of its own.
final class QuietSystem extends SystemReader.Delegate {
    private QuietSystem() {
        super(SystemReader.getInstance());
    }

    static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof QuietSystem)) {
            SystemReader.setInstance(new QuietSystem());
        }
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    private static final class Empty extends FileBasedConfig {
        Empty(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // Nothing is to be kept.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        /// How finely the file system keeps times, which JGit would measure if it were not told.
        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit wanted) {
            return section.equals("filesystem")
                    ? wanted.convert(1, TimeUnit.MILLISECONDS)
                    : super.getTimeUnit(section, subsection, name, otherwise, wanted);
        }
    }
}
