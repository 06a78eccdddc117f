@echo off
rem 在 Windows 10、11 上启动村史馆。第一次会先装好；换了新的安装包，再双击就换成新版本。
chcp 65001 >nul
title 村史馆
cd /d "%~dp0"
set "FIND=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
set "PY="
for %%P in ("py -3.13" "py -3.12" "py -3.11" "python") do (
    if not defined PY (
        %%~P -c "%FIND%" >nul 2>nul && set "PY=%%~P"
    )
)
if not defined PY (
    for %%F in (python-3.1*-amd64.exe) do (
        if not defined PY (
            echo 先装Python，要一两分钟。
            start /wait "" "%%F" /quiet InstallAllUsers=0 Include_launcher=1 Include_test=0
            set "PY=py -3"
        )
    )
)
if not defined PY (
    echo 这台电脑没有Python 3.11到3.13。请从 python.org 下载 Windows 64位的安装程序，
    echo 放在这个文件夹里，再双击 start.bat。
    pause
    exit /b 1
)
%PY% -BI installer personal %*
if errorlevel 1 (
    echo.
    echo 没有装成，原因在上面。
    if not exist "%LOCALAPPDATA%\village-museum\current.txt" (
        pause
        exit /b 1
    )
    echo 下面用原来的版本启动。
)
set /p RELEASE=<"%LOCALAPPDATA%\village-museum\current.txt"
echo 第一次用，要建馆长的账号：另开一个窗口输入
echo   "%RELEASE%\Scripts\museum.exe" create_curator
echo 村史馆开着的时候，这个窗口不要关。要停下，按 Ctrl+C。
"%RELEASE%\Scripts\museum.exe" serve
pause
