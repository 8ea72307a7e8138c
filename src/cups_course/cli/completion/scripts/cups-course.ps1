# Completion of cups-course for PowerShell, 5.1 and newer. Written by: cups-course completion powershell
Register-ArgumentCompleter -Native -CommandName cups-course, cups-course.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # What is quoted is handed on without its quotes; a word that begins after the cursor is not there yet.
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { "$($_.Value)" } else { $_.Extent.Text } })
    $typed = $wordToComplete.Trim("'", '"')
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $answered = @(& $commandAst.CommandElements[0].Extent.Text __complete powershell @words "=$typed" 2> $null)
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    if ($answered[0] -ne 'words') { return }
    $answered | Select-Object -Skip 1 | ForEach-Object {
        $word, $says = $_ -split "`t", 2
        $put = if ($word -match '^[\w./=-][\w./@#=-]*$') { $word } else { "'" + $word.Replace("'", "''") + "'" }
        if (-not $says) { $says = $word }
        [System.Management.Automation.CompletionResult]::new($put, $word, 'ParameterValue', $says)
    }
}
