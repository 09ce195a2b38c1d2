@echo off
rem Starts autotrade: autotrade COMMAND [OPTIONS], autotrade help.
rem   AUTOTRADE_JAVA       the java to use; else the one beside this (runtime), JAVA_HOME, the one on the PATH
rem   AUTOTRADE_JAVA_OPTS  options of the JVM
rem   AUTOTRADE_CONF       the configuration, when --conf names none
setlocal
for %%i in ("%~dp0..") do set "HOME_DIR=%%~fi"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%HOME_DIR%\runtime\bin\java.exe" set "JAVA=%HOME_DIR%\runtime\bin\java.exe"
if defined AUTOTRADE_JAVA set "JAVA=%AUTOTRADE_JAVA%"
if not defined AUTOTRADE_JAVA_OPTS set "AUTOTRADE_JAVA_OPTS=-Xmx512m -XX:+UseSerialGC"
if not defined AUTOTRADE_CONF set "AUTOTRADE_CONF=%HOME_DIR%\conf\autotrade.yaml"
"%JAVA%" %AUTOTRADE_JAVA_OPTS% -jar "%HOME_DIR%\lib\autotrade.jar" %*
exit /b %ERRORLEVEL%
