@echo off
rem Starts uringlint with the JDK of JAVA_HOME, or the one on the PATH; it has to be 25 or newer.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 -jar "%~dp0..\app\uringlint.jar" %*
exit /b %ERRORLEVEL%
