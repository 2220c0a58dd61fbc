@echo off
rem What run is elsewhere, for Windows: executes the notebooks, opens JupyterLab, hands commands on.
setlocal
set "root=%~dp0"
if not exist "%root%pom.xml" if not exist "%root%lib\target\built" set "root=%~dp0..\"
cd /d "%root%" || exit /b 1
set "root=%cd%"
set "jars=%root%\lib\target\notebook\*;%root%\lib\target\tools\*"

where java >nul 2>nul || (echo run: java is not found, install a JDK 17 or newer and put it on the PATH. 1>&2 & exit /b 2)
if not exist "%root%\lib\target\built" if not exist "%root%\lib\target\notebook" (
  where mvn >nul 2>nul || (echo run: mvn is not found, install Maven 3.8 or newer. 1>&2 & exit /b 2)
  call mvn -B -q -ntp -DskipTests -Dspotless.check.skip=true package || exit /b 1
)

if "%~1"=="--help" goto help
for %%c in (inspect table doctor samples siim images) do if "%~1"=="%%c" goto command
if "%~1"=="trials" set "jars=%jars%;%root%\lib\target\learn\*" & goto command
if "%~1"=="clean" goto clean
if "%~1"=="--dcm4che" (echo run: --dcm4che is not there on Windows. 1>&2 & exit /b 2)

set "python=python"
where python >nul 2>nul || set "python=py"
where %python% >nul 2>nul || (echo run: python is not found, install Python 3.10 or newer. 1>&2 & exit /b 2)
if not exist ".venv\complete" (
  %python% -m venv .venv || exit /b 1
  .venv\Scripts\python -m pip install --disable-pip-version-check --no-input --require-hashes -r .ci\requirements.txt || exit /b 1
  echo made> .venv\complete
)
if "%~1"=="lab" (
  .venv\Scripts\python .ci\notebooks.py lab %2 %3 %4 %5
  exit /b
)
.venv\Scripts\python .ci\notebooks.py run %*
exit /b

:command
java -Djava.awt.headless=true -cp "%jars%" medimg.cli.Main %*
exit /b

:clean
for %%d in (.venv build data\samples) do if exist "%%d" rmdir /s /q "%%d"
exit /b

:help
echo usage: run [--data FOLDER] [--force]     execute every notebook, write pages to build\html
echo        run lab [--data FOLDER]           open the notebooks in JupyterLab
echo        run inspect, table, doctor, samples, siim, images, trials   each tells more with --help
echo        run clean                         remove .venv, build and the samples
echo Not there on Windows: --dcm4che, test.
exit /b 0
